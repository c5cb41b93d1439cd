package auitest

import (
	"slices"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

func (s *Server) classRoutes() []vendortest.Route {
	routes := []vendortest.Route{
		route("Classes.Create", classPath+"create", s.createClass),
		route("Classes.List", classPath+"list", s.listClasses),
		route("Classes.Get", classPath+"get", s.getClass),
		route("Classes.Start", classPath+"start", s.startClass),
		route("Classes.Stop", classPath+"stop", s.stopClass),
		route("Classes.Pause", classPath+"pause", s.pauseClass),
		route("Classes.Update", classPath+"update", s.updateClass),
	}
	if s.settings.dialect >= DialectHead {
		routes = append(routes, route("Classes.Create", classPathV2+"create", s.createClassV2))
	}
	return routes
}

// createClass answers version 1.
func (s *Server) createClass(in *parameters) vendortest.Reply {
	class := readClass(in)
	var imServers []string
	if s.settings.dialect >= DialectV13 {
		imServers = in.texts("im_server")
	}
	if refusal := in.refusal(); refusal != nil {
		return *refusal
	}
	switch {
	case s.settings.dialect == DialectV10:
		class.AliyunID = s.newID()
	case len(imServers) == 0:
		return noIMServer()
	default:
		s.openGroups(&class, imServers)
	}
	return s.created(class)
}

// createClassV2 answers version 2, which has other names of the IM servers. The old and the new IM of Aliyun share a group's id.
func (s *Server) createClassV2(in *parameters) vendortest.Reply {
	class := readClass(in)
	imServers := in.texts("im_server")
	if refusal := in.refusal(); refusal != nil {
		return *refusal
	}
	if len(imServers) == 0 {
		return noIMServer()
	}
	switch {
	case slices.Contains(imServers, imOld):
		class.AliyunID = s.newID()
	case slices.Contains(imServers, imNew):
		class.AliyunID = s.newHexID()
	}
	if slices.Contains(imServers, imRongCloud) {
		class.RongCloudID = s.newID()
	}
	return s.created(class)
}

// readClass reads a new class. It ignores the documented notice, as every version of the vendor's server does.
func readClass(in *parameters) Class {
	return Class{
		Title:       in.required("title", "title不能为空"),
		TeacherID:   in.required("teacher_id", "teacher_id不能为空"),
		TeacherName: in.text("teacher_nick"),
		Mode:        in.integer("mode", 0, "mode不能为空"),
		Extends:     in.text("extends"),
	}
}

// noIMServer refuses a new class without an IM server.
func noIMServer() vendortest.Reply { return failure(codeServer, "imServer null") }

// openGroups creates the IM groups of a new class, and skips unknown IM servers.
func (s *Server) openGroups(class *Class, imServers []string) {
	if slices.Contains(imServers, "aliyun") {
		class.AliyunID = s.newID()
	}
	if slices.Contains(imServers, "rongCloud") {
		class.RongCloudID = s.newID()
	}
}

// created keeps a new class and answers with it.
func (s *Server) created(class Class) vendortest.Reply {
	if class.AliyunID == "" && class.RongCloudID == "" {
		return serverError() // with only unknown IM servers the class has no id, and the vendor's database refuses it
	}
	return success(s.createdRoom(s.add(class)))
}

// listClasses answers with a list, the newest class first, with links for each class's teacher. It requires a user, but does not filter
// by the user. An empty page is a failure, and a broken class is null.
func (s *Server) listClasses(in *parameters) vendortest.Reply {
	in.required("user_id", "UserId不能为空")
	number := in.requiredNumber("page_num", "page_num不能为空")
	size := in.requiredNumber("page_size", "page_size不能为空")
	if refusal := in.refusal(); refusal != nil {
		return *refusal
	}
	classes := slices.DeleteFunc(slices.Clone(s.classes), func(c *Class) bool {
		return s.settings.listDelay > 0 && s.Now().Sub(c.CreateTime) < s.settings.listDelay
	})
	slices.Reverse(classes)
	slices.SortStableFunc(classes, func(a, b *Class) int { return b.CreateTime.Compare(a.CreateTime) })
	var rooms []*room
	for _, class := range page(classes, number, s.capped("Classes.List", size)) {
		rooms = append(rooms, s.room(class, class.TeacherID))
	}
	switch {
	case len(rooms) > 0:
		return success(rooms)
	case s.settings.dialect == DialectV10:
		return failure(codeServer, "List is empty")
	}
	return serverError()
}

func (s *Server) getClass(in *parameters) vendortest.Reply {
	id := in.required("id", "课堂Id不能为空")
	userID := in.required("user_id", "UserId不能为空")
	if refusal := in.refusal(); refusal != nil {
		return *refusal
	}
	class := s.find(id)
	if class == nil {
		return notFound()
	}
	return s.roomReply(class, userID)
}

func (s *Server) startClass(in *parameters) vendortest.Reply {
	return s.changeStatus(in, func(class *Class) {
		class.Status = ClassStatusStarted
		class.StartTime = s.Now()
	})
}

func (s *Server) stopClass(in *parameters) vendortest.Reply {
	return s.changeStatus(in, func(class *Class) {
		class.Status = ClassStatusEnded
		class.EndTime = s.Now()
	})
}

// changeStatus changes the status of a class for its teacher. Every change is allowed; a change to the present status sets the time
// again.
func (s *Server) changeStatus(in *parameters, change func(*Class)) vendortest.Reply {
	id := in.required("id", "直播间Id不能为空")
	userID := in.required("user_id", "UserId不能为空")
	if refusal := in.refusal(); refusal != nil {
		return *refusal
	}
	class := s.find(id)
	if class == nil || class.TeacherID != userID {
		return serverError()
	}
	change(class)
	class.UpdateTime = s.Now()
	return s.roomReply(class, userID)
}

func (s *Server) pauseClass(in *parameters) vendortest.Reply {
	return s.changeStatus(in, func(class *Class) { class.Status = ClassStatusNotStarted })
}

// updateClass does not check the user and cannot clear a text. Before May 2024 it answers success and changes nothing.
func (s *Server) updateClass(in *parameters) vendortest.Reply {
	id := in.required("id", "直播间Id不能为空")
	title, notice, extends := in.text("title"), in.text("notice"), in.text("extends")
	if refusal := in.refusal(); refusal != nil {
		return *refusal
	}
	class := s.find(id)
	if class == nil {
		return serverError()
	}
	if s.settings.dialect >= DialectHead {
		if given(title) {
			class.Title = *title
		}
		if given(notice) {
			class.Notice = notice
		}
		if given(extends) {
			class.Extends = extends
		}
	}
	class.UpdateTime = s.Now()
	return s.roomReply(class, class.TeacherID)
}

// given reports whether an update has a new text.
func given(text *string) bool { return text != nil && *text != "" }
