"""The pure core: values and now in, values with their reason out.  No I/O, clock, randomness or logging."""
