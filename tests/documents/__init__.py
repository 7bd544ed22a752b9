"""Documents of every format that is read, made while the tests run."""
