"""Writers: one module a format; a Bulletin in, text out."""
