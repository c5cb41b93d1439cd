package baijiayuntest

import (
	"slices"
	"strings"
)

// Notice is a notice of the account (公告模板).
type Notice struct {
	NoticeID    int64
	ProductType int64  // the product line that the call named; 0 for none
	Content     string // the text
	URL         string // what a click on the text opens (link)
}

// Notices returns the notices of the account in the order in which they were added.
func (s *Server) Notices() []Notice {
	var notices []Notice
	s.kit.Do(func() { notices = slices.Clone(s.state.configured.notices) })
	return notices
}

// RoomNotices returns the notices of a room in the order in which they were added to it.
func (s *Server) RoomNotices(roomID int64) []Notice {
	var notices []Notice
	s.kit.Do(func() { notices = s.state.configured.noticesOf(roomID) })
	return notices
}

// AddNotice adds a notice to the account without a call and returns it as the server keeps it. NoticeID is made up.
func (s *Server) AddNotice(notice Notice) Notice {
	s.kit.Do(func() { notice = s.state.configured.addNotice(notice) })
	return notice
}

func (c *configuration) addNotice(notice Notice) Notice {
	notice.NoticeID = firstNoticeID + c.noticesMade
	c.noticesMade++
	c.notices = append(c.notices, notice)
	return notice
}

func (c *configuration) noticesOf(roomID int64) []Notice {
	var notices []Notice
	for _, id := range c.noticesIn[roomID] {
		at := slices.IndexFunc(c.notices, func(n Notice) bool { return n.NoticeID == id })
		notices = append(notices, c.notices[at])
	}
	return notices
}

// knowsNotices refuses ids that are not notices of a product line.
func (c *configuration) knowsNotices(name string, ids []int64, product int64) *failure {
	for _, id := range ids {
		if !slices.ContainsFunc(c.notices, func(n Notice) bool { return n.NoticeID == id && ofProduct(n.ProductType, product) }) {
			return missing("公告", name, id)
		}
	}
	return nil
}

func noticeEndpoints() []endpoint {
	both := prints{msg: true, ts: true}
	return []endpoint{
		posted("Notices.Create", "live_setting/addNotice", both, (*Server).createNotice),
		posted("Notices.List", "live_setting/getNoticeList", both, (*Server).listNotices),
		posted("Notices.Delete", "live_setting/deleteNoticeBatch", both, (*Server).deleteNotices),
		posted("Rooms.AddNotices", "notice/assignRoomNotice", both, (*Server).addRoomNotices),
		posted("Rooms.RemoveNotices", "notice/batchDeleteRoomNotice", both, (*Server).removeRoomNotices),
		posted("Rooms.ListNotices", "notice/getRoomNoticeList", both, (*Server).listRoomNotices),
	}
}

// createNotice is 添加公告模板.
func (s *Server) createNotice(c *call) (any, *failure) {
	notice := Notice{ProductType: c.product(), Content: c.text("content"), URL: c.url("link", "http", "https")}
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	return s.made("id", s.state.configured.addNotice(notice).NoticeID), nil
}

// listNotices is 获取公告列表. The newest comes first, which is a guess.
func (s *Server) listNotices(c *call) (any, *failure) {
	product, query := c.product(), c.textOr("query", "")
	page, size := s.settingsPage(c, settingsPageSize, maxSettingsPage)
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	var rows []object
	for _, notice := range slices.Backward(s.state.configured.notices) {
		if ofProduct(notice.ProductType, product) && strings.Contains(notice.Content, query) {
			rows = append(rows, notice.listed())
		}
	}
	return s.rowsPage(rows, page, size), nil
}

func (n Notice) listed() object {
	return object{"id": quoted(n.NoticeID), "content": n.Content, "link": n.URL}
}

// deleteNotices is 删除公告. A deleted notice leaves the rooms that had it, which is a guess.
func (s *Server) deleteNotices(c *call) (any, *failure) {
	product, ids := c.product(), c.ids("ids")
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	kept := &s.state.configured
	if failed := kept.knowsNotices("ids", ids, product); failed != nil {
		return nil, failed
	}
	kept.notices = slices.DeleteFunc(kept.notices, func(n Notice) bool { return slices.Contains(ids, n.NoticeID) })
	forget(kept.noticesIn, ids)
	return nil, nil
}

// addRoomNotices is 绑定教室公告. It adds to what the room has, which is a guess.
func (s *Server) addRoomNotices(c *call) (any, *failure) {
	product, ids := c.product(), c.ids("notice_ids")
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	if failed := s.state.configured.knowsNotices("notice_ids", ids, product); failed != nil {
		return nil, failed
	}
	assign(s.state.configured.noticesIn, room.RoomID, ids)
	return nil, nil
}

// removeRoomNotices is 删除教室公告. The account keeps the notices.
func (s *Server) removeRoomNotices(c *call) (any, *failure) {
	_, ids := c.product(), c.ids("notice_ids")
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	had := s.state.configured.noticesIn[room.RoomID]
	for _, id := range ids {
		if !slices.Contains(had, id) {
			return nil, missing("教室公告", "notice_ids", id)
		}
	}
	s.state.configured.noticesIn[room.RoomID] = withoutIDs(had, ids)
	return nil, nil
}

// listRoomNotices is 查看教室公告.
func (s *Server) listRoomNotices(c *call) (any, *failure) {
	c.product()
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	var rows []object
	for _, notice := range s.state.configured.noticesOf(room.RoomID) {
		rows = append(rows, notice.listed())
	}
	return s.rowsPage(rows, 1, max(int64(len(rows)), 1)), nil
}
