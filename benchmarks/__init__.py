"""Questions of quality and speed that can be asked again, beside the readers that others wrote."""
