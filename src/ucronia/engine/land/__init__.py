"""The rules of the day for forces: march, command, contact, battle, siege, attrition."""
