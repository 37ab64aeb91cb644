"""Our own sheets (评分结果, 问题清单): made, filled again in their place, and what people wrote on them kept."""
