"""What the client may ask, one file a method. Each request gets exactly one reply."""
