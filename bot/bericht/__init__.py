"""The report of the monitoring as JSON, workbook and one page of paper. What it says stands in dialogs.monitoring."""
