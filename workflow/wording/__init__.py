"""Words for what rooms say with keys: labels of stored words, sentences of refusals. Chinese is the source."""
