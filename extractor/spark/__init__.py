"""What the job for Spark is made of: the flat tables as Spark reckons them, and the folder that they appear in."""
