"""What a careful reader would query: sums, growth, periods and marks of a finished document, checked against its source."""
