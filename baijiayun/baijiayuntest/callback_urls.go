package baijiayuntest

func callbackURLEndpoints() []endpoint {
	both := prints{msg: true, ts: true}
	return []endpoint{
		posted("Callbacks.SetClassURL", "live_account/setClassCallbackUrl", both, (*Server).setClassURL),
		posted("Callbacks.GetClassURL", "live_account/getClassCallbackUrl", both, (*Server).getClassURL),
		posted("Callbacks.SetTranscodeURL", "video_account/setTranscodeCallbackUrl", both, (*Server).setTranscodeURL),
		posted("Callbacks.GetTranscodeURL", "video_account/getTranscodeCallbackUrl", both, (*Server).getTranscodeURL),
	}
}

// setClassURL is 回调接口 1 设置直播上下课事件回调地址.
func (s *Server) setClassURL(c *call) (any, *failure) {
	url := c.url("url", "http", "https")
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	s.state.classURL = url
	return object{"url": url}, nil
}

// getClassURL is 回调接口 2 查询直播上下课回调地址. The document does not say whether a URL that was never set is "" or null.
func (s *Server) getClassURL(*call) (any, *failure) {
	if s.state.classURL == "" && s.settings.dialect == DialectQuoted {
		return object{"url": nil}, nil
	}
	return object{"url": s.state.classURL}, nil
}

// setTranscodeURL is 设置转码回调地址 of another document.
func (s *Server) setTranscodeURL(c *call) (any, *failure) {
	url := c.url("url", "http", "https")
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	s.state.transcodeURL = url
	return object{"url": url}, nil
}

// getTranscodeURL is 查询转码回调地址 of another document.
func (s *Server) getTranscodeURL(*call) (any, *failure) {
	if s.state.transcodeURL == "" && s.settings.dialect == DialectQuoted {
		return object{"url": nil}, nil
	}
	return object{"url": s.state.transcodeURL}, nil
}
