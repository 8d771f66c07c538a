"""What runs in the environment of the peers: the standard library, and one peer at a time."""
