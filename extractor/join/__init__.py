"""The join: what needs both sides, the outline and the figures; rows with ids and source offsets."""
