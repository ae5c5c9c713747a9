"""What goes out: Teams, Graph, sign-in, keys and the clock. All of it may fail, and says how."""
