package auitest

import (
	"slices"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

func (s *Server) classRoutes() []vendortest.Route {
	return []vendortest.Route{
		route("Classes.Create", classPath+"create", s.createClass),
		route("Classes.Get", classPath+"get", s.getClass),
		route("Classes.Start", classPath+"start", s.startClass),
		route("Classes.Stop", classPath+"stop", s.stopClass),
	}
}

// createClass drops the documented notice, as every version of the vendor's server does.
func (s *Server) createClass(in *fields) vendortest.Reply {
	class := Class{
		Title:       in.required("title", "title不能为空"),
		TeacherID:   in.required("teacher_id", "teacher_id不能为空"),
		TeacherNick: in.text("teacher_nick"),
		Mode:        in.integer("mode", 0, "mode不能为空"),
		Extends:     in.text("extends"),
	}
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
		return failure(codeServer, "imServer null")
	default:
		s.openGroups(&class, imServers)
	}
	if class.AliyunID == "" && class.RongCloudID == "" {
		return serverError() // only unknown IM servers: the class would have no id, and the database refuses that
	}
	added := s.add(class)
	return success(s.createdRoom(added))
}

// openGroups makes the IM groups that were asked for; a server nobody knows is passed over.
func (s *Server) openGroups(class *Class, imServers []string) {
	if slices.Contains(imServers, "aliyun") {
		class.AliyunID = s.newID()
	}
	if slices.Contains(imServers, "rongCloud") {
		class.RongCloudID = s.newID()
	}
}

func (s *Server) getClass(in *fields) vendortest.Reply {
	id := in.required("id", "课堂Id不能为空")
	userID := in.required("user_id", "UserId不能为空")
	if refusal := in.refusal(); refusal != nil {
		return *refusal
	}
	class := s.find(id)
	if class == nil {
		return notFound()
	}
	return success(s.room(class, userID))
}

func (s *Server) startClass(in *fields) vendortest.Reply {
	return s.changeStatus(in, func(class *Class) {
		class.Status = StatusStarted
		class.StartedAt = s.Now()
	})
}

func (s *Server) stopClass(in *fields) vendortest.Reply {
	return s.changeStatus(in, func(class *Class) {
		class.Status = StatusStopped
		class.StoppedAt = s.Now()
	})
}

// changeStatus is for the teacher alone. It asks nothing about the status there is: every transition is allowed, and one to the
// same status stamps the time anew.
func (s *Server) changeStatus(in *fields, change func(*Class)) vendortest.Reply {
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
	class.UpdatedAt = s.Now()
	return success(s.room(class, userID))
}
