package auitest

import (
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Permit is what the assistant of a class may do, as the server keeps it.
type Permit struct {
	ClassID    string
	Permit     string // JSON of the team's own, in a text that the server does not read
	CreateTime time.Time
	UpdateTime time.Time
}

// permit is a Permit on the wire.
type permit struct {
	ClassID   string `json:"class_id"`
	Permit    string `json:"permit"`
	CreatedAt string `json:"created_at"`
	UpdatedAt string `json:"updated_at"`
}

func (s *Server) assistantRoutes() []vendortest.Route {
	return []vendortest.Route{
		route("Assistants.SetPermit", classPath+"setAssistantPermit", s.setPermit),
		route("Assistants.DeletePermit", classPath+"deleteAssistantPermit", s.deletePermit),
		route("Assistants.GetPermit", classPath+"getAssistantPermit", s.getPermit),
	}
}

func (s *Server) setPermit(in *parameters) vendortest.Reply {
	classID := in.required("class_id", "课堂id")
	text := in.required("permit", "权限信息")
	if refusal := in.refusal(); refusal != nil {
		return *refusal
	}
	if s.find(classID) == nil {
		return serverError()
	}
	kept, there := s.permits[classID]
	if !there {
		kept = Permit{ClassID: classID, CreateTime: s.Now()}
	}
	kept.Permit, kept.UpdateTime = text, s.Now()
	s.permits[classID] = kept
	return success(kept.onWire())
}

// getPermit answers success without data when the class does not have a permit.
func (s *Server) getPermit(in *parameters) vendortest.Reply {
	classID := in.required("class_id", "课堂id")
	if refusal := in.refusal(); refusal != nil {
		return *refusal
	}
	kept, there := s.permits[classID]
	if !there {
		return success(nil)
	}
	return success(kept.onWire())
}

// deletePermit succeeds with and without a permit. It also removes the assistant from the members, so that another one may join.
func (s *Server) deletePermit(in *parameters) vendortest.Reply {
	classID := in.required("class_id", "课堂id")
	s.readIMServers(in)
	if refusal := in.refusal(); refusal != nil {
		return *refusal
	}
	delete(s.permits, classID)
	if !s.hasGroup(classID) {
		return success(nil)
	}
	assistant, ok := s.assistant(classID)
	if !ok {
		return serverError()
	}
	if assistant != nil {
		s.dropMember(assistant)
	}
	return success(nil)
}

// Permit returns the permit of a class, and whether it exists.
func (s *Server) Permit(classID string) (Permit, bool) {
	s.kit.Lock()
	defer s.kit.Unlock()
	kept, there := s.permits[classID]
	return kept, there
}

// onWire returns a permit as replies show it.
func (p Permit) onWire() permit {
	return permit{ClassID: p.ClassID, Permit: p.Permit, CreatedAt: wireTime(p.CreateTime), UpdatedAt: wireTime(p.UpdateTime)}
}
