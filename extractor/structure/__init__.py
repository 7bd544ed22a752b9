"""Structure: parts, title, event, speeches and numbered items of a view."""
