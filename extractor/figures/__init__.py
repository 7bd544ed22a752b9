"""The figures stage: quantities found in one pass, then what the sentence says of each."""
