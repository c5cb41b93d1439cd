package baijiayuntest

import (
	"math"
	"strconv"
	"time"
)

func interactionEndpoints() []endpoint {
	both := prints{msg: true, ts: true}
	return []endpoint{
		posted("Interactions.List", "interact_info/getInteractList", both, (*Server).listInteractions),
		posted("Interactions.ListDetails", "interact_info/getInteractDetail", both, (*Server).listInteractions),
		posted("Interactions.GetCheckIn", "interact_data/getCheckinData", both, (*Server).getInteractionCheckIn),
		posted("Interactions.ListVotes", "interact_data/getClassVoteData", both, (*Server).listOfClasses),
		posted("Interactions.ListRedPackets", "interact_data/getRedPackageData", both, (*Server).listOfClasses),
		posted("Interactions.ListRandomPicks", "interact_data/getRandomAskData", both, (*Server).listOfClasses),
		posted("Interactions.ListHeadcounts", "interact_data/getAiUserCountData", both, (*Server).listOfClasses),
		posted("Callbacks.SetInteractionURL", "interact_data/updateCallbackUrl", both, (*Server).setInteractionURL),
	}
}

// listInteractions is 签到汇总数据 and 签到明细数据 of another document. Its times come with a time of day or without.
func (s *Server) listInteractions(c *call) (any, *failure) {
	kind := c.text("type")
	for _, name := range []string{"begin_time", "end_time"} {
		if text := c.textOr(name, ""); text != "" && !isDayOrTime(text) {
			c.refuse(name, "格式如 2017-11-23 10:00:00 或 2017-11-23")
		}
	}
	if first, last := c.textOr("begin_time", ""), c.textOr("end_time", ""); first != "" && last != "" && first > last {
		c.refuse("end_time", "必须不早于 begin_time")
	}
	return s.unseenRows(c, "", map[string]string{"type": kind})
}

// isDayOrTime reports whether a text is a day, which one public client sends, or a day with a time, which another sends.
func isDayOrTime(text string) bool {
	_, day := time.Parse(time.DateOnly, text)
	_, both := time.Parse(datetime, text)
	return day == nil || both == nil
}

// listOfClasses is 获取班级投票数据, 获取班级红包数据, 获取班级随机点名数据 and 获取AI班级人数列表 of another document: without a type there are all.
func (s *Server) listOfClasses(c *call) (any, *failure) {
	wanted := map[string]string{}
	most := int64(1)
	for _, name := range []string{"type", "sub_type"} {
		if number := c.numberBetween(name, 0, most, 0); c.given(name) {
			wanted[name] = strconv.FormatInt(number, 10)
		}
		most = 2
	}
	return s.unseenRows(c, c.dateOr("date"), wanted)
}

// unseenRows returns the rows that AddRows added, of a day and with these values where a row has them.
func (s *Server) unseenRows(c *call, date string, wanted map[string]string) (any, *failure) {
	page := c.numberBetween("page", 1, math.MaxInt64, 1)
	size := c.numberBetween("page_size", 1, math.MaxInt64, 20)
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	report := s.reportAbout(c, room)
	report.on(date)
	report.keep(func(row map[string]any) bool {
		for name, value := range wanted {
			if has, is := textOf(row[name]); is && has != value {
				return false
			}
		}
		return true
	})
	report.page(page, s.cap(c, size))
	if s.settings.bareReplies {
		return report.rows, nil
	}
	return report.answer(), nil
}

// getInteractionCheckIn is 根据签到id,获取签到信息 of another document. It knows every id.
func (s *Server) getInteractionCheckIn(c *call) (any, *failure) {
	c.text("checkin_id")
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	return documentedData(c.operation), nil
}

// InteractionURL returns where Callbacks.SetInteractionURL has callbacks sent; no call reads it back, and the server sends nothing there.
func (s *Server) InteractionURL() string {
	var url string
	s.kit.Do(func() { url = s.state.interactionURL })
	return url
}

// setInteractionURL is 修改回调地址 of another document.
func (s *Server) setInteractionURL(c *call) (any, *failure) {
	url := c.url("callback_url", "http", "https")
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	s.state.interactionURL = url
	return nil, nil
}
