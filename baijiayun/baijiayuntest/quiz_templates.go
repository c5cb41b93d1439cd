package baijiayuntest

import (
	"path"
	"slices"
	"strings"
)

// QuizTemplate is a template of a test (小测模板, 试卷). The server does not read the file, and does not keep its content.
type QuizTemplate struct {
	TemplateID  int64
	ProductType int64  // the product line that the call named; 0 for none
	Name        string // the file name
	Forced      bool   // students must take the test (is_force)
	Size        int64  // in bytes
	SHA256      string // of the content, hexadecimal
}

// QuizTemplates returns the templates of the account in the order of their upload.
func (s *Server) QuizTemplates() []QuizTemplate {
	var templates []QuizTemplate
	s.kit.Do(func() { templates = slices.Clone(s.state.configured.templates) })
	return templates
}

// RoomQuizTemplates returns the templates of a room in the order in which they were added to it.
func (s *Server) RoomQuizTemplates(roomID int64) []QuizTemplate {
	var templates []QuizTemplate
	s.kit.Do(func() { templates = s.state.configured.templatesOf(roomID) })
	return templates
}

// AddQuizTemplate adds a template to the account without a call and returns it as the server keeps it. TemplateID is made up.
func (s *Server) AddQuizTemplate(template QuizTemplate) QuizTemplate {
	s.kit.Do(func() { template = s.state.configured.addTemplate(template) })
	return template
}

func (c *configuration) addTemplate(template QuizTemplate) QuizTemplate {
	template.TemplateID = firstTemplateID + c.templatesMade
	c.templatesMade++
	c.templates = append(c.templates, template)
	return template
}

func (c *configuration) templatesOf(roomID int64) []QuizTemplate {
	var templates []QuizTemplate
	for _, id := range c.templatesIn[roomID] {
		at := slices.IndexFunc(c.templates, func(t QuizTemplate) bool { return t.TemplateID == id })
		templates = append(templates, c.templates[at])
	}
	return templates
}

// knowsTemplates refuses ids that are not templates of a product line.
func (c *configuration) knowsTemplates(name string, ids []int64, product int64) *failure {
	for _, id := range ids {
		if !slices.ContainsFunc(c.templates, func(t QuizTemplate) bool { return t.TemplateID == id && ofProduct(t.ProductType, product) }) {
			return missing("小测", name, id)
		}
	}
	return nil
}

func quizTemplateEndpoints() []endpoint {
	both := prints{msg: true, ts: true}
	return []endpoint{
		posted("QuizTemplates.Upload", "live_setting/addQuiz", both, (*Server).uploadQuizTemplate),
		posted("QuizTemplates.List", "live_setting/getQuizList", both, (*Server).listQuizTemplates),
		posted("QuizTemplates.Delete", "live_setting/deleteQuiz", both, (*Server).deleteQuizTemplate),
		posted("Rooms.AddQuizTemplates", "quiz/assignRoomPaper", both, (*Server).addRoomQuizTemplates),
		posted("Rooms.RemoveQuizTemplates", "quiz/batchDeleteRoomPaper", both, (*Server).removeRoomQuizTemplates),
		posted("Rooms.ListQuizTemplates", "quiz/getRoomQuizList", both, (*Server).listRoomQuizTemplates),
	}
}

// uploadQuizTemplate is 添加小测.
func (s *Server) uploadQuizTemplate(c *call) (any, *failure) {
	template := QuizTemplate{ProductType: c.product(), Forced: c.numberBetween("is_force", 0, 1, 0) == 1}
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	file, sent := lastFile(c.files, "attachment")
	switch {
	case !sent:
		return nil, fail(codeUpload, "attachment 缺少")
	case !slices.Contains([]string{".xls", ".xlsx"}, strings.ToLower(path.Ext(file.Name))):
		return nil, fail(codeUpload, "不是excel表格")
	}
	template.Name, template.Size, template.SHA256 = file.Name, file.Size, file.SHA256
	return s.made("id", s.state.configured.addTemplate(template).TemplateID), nil
}

// listQuizTemplates is 获取小测模板. The newest comes first, which is a guess.
func (s *Server) listQuizTemplates(c *call) (any, *failure) {
	product, query := c.product(), c.textOr("query", "")
	page, size := s.settingsPage(c, settingsPageSize, maxSettingsPage)
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	var rows []object
	for _, template := range slices.Backward(s.state.configured.templates) {
		if ofProduct(template.ProductType, product) && strings.Contains(template.Name, query) {
			rows = append(rows, template.listed())
		}
	}
	return s.rowsPage(rows, page, size), nil
}

func (t QuizTemplate) listed() object {
	forced := int64(0)
	if t.Forced {
		forced = 1
	}
	return object{"id": quoted(t.TemplateID), "title": t.Name, "is_force": forced}
}

// deleteQuizTemplate is 删除小测模板. A deleted template leaves the rooms that had it, which is a guess.
func (s *Server) deleteQuizTemplate(c *call) (any, *failure) {
	product, id := c.product(), c.number("id")
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	kept := &s.state.configured
	if failed := kept.knowsTemplates("id", []int64{id}, product); failed != nil {
		return nil, failed
	}
	kept.templates = slices.DeleteFunc(kept.templates, func(t QuizTemplate) bool { return t.TemplateID == id })
	forget(kept.templatesIn, []int64{id})
	return nil, nil
}

// addRoomQuizTemplates is 小测关联直播间. It adds to what the room has, which is a guess.
func (s *Server) addRoomQuizTemplates(c *call) (any, *failure) {
	product, ids := c.product(), c.ids("paper_ids")
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	if failed := s.state.configured.knowsTemplates("paper_ids", ids, product); failed != nil {
		return nil, failed
	}
	assign(s.state.configured.templatesIn, room.RoomID, ids)
	return nil, nil
}

// removeRoomQuizTemplates is 删除教室小测. The account keeps the templates.
func (s *Server) removeRoomQuizTemplates(c *call) (any, *failure) {
	_, ids := c.product(), c.ids("paper_ids")
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	had := s.state.configured.templatesIn[room.RoomID]
	for _, id := range ids {
		if !slices.Contains(had, id) {
			return nil, missing("教室小测", "paper_ids", id)
		}
	}
	s.state.configured.templatesIn[room.RoomID] = withoutIDs(had, ids)
	return nil, nil
}

// listRoomQuizTemplates is 查看教室小测.
func (s *Server) listRoomQuizTemplates(c *call) (any, *failure) {
	c.product()
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	var rows []object
	for _, template := range s.state.configured.templatesOf(room.RoomID) {
		rows = append(rows, template.listed())
	}
	return s.rowsPage(rows, 1, max(int64(len(rows)), 1)), nil
}
