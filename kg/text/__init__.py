"""Files to articles, articles to reading views."""
