"""Workbooks; xlsxwriter is imported here and in no other face."""
