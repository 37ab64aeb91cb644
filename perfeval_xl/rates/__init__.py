"""Common rates (共性指标) of 财预〔2013〕53号 as data, and their values from a workbook's 基础数据表: pure."""
