"""What is read from files once, at the start, and handed to the domain frozen."""
