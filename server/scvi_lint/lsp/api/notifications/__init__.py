"""What the client tells, one file a method. Each is done before the next message is read."""
