"""The word lists of the chat guard, made anew: what the registries carry, cut down to what people say."""
