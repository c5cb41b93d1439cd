package auitest

import (
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Permit is what the assistants of a class may do, as the server keeps it.
type Permit struct {
	ClassID   string
	Permit    string // JSON in a text, opaque to the server
	CreatedAt time.Time
	UpdatedAt time.Time
}

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

func (s *Server) setPermit(in *fields) vendortest.Reply {
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
		kept = Permit{ClassID: classID, CreatedAt: s.Now()}
	}
	kept.Permit, kept.UpdatedAt = text, s.Now()
	s.permits[classID] = kept
	return success(kept.onWire())
}

// getPermit answers a success without data where nothing is permitted.
func (s *Server) getPermit(in *fields) vendortest.Reply {
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

// deletePermit succeeds whether there is a permit or not. The assistant's membership goes too, so that another may come.
func (s *Server) deletePermit(in *fields) vendortest.Reply {
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

// Permit returns the permit of a class's assistants, and whether there is one.
func (s *Server) Permit(classID string) (Permit, bool) {
	s.kit.Lock()
	defer s.kit.Unlock()
	kept, there := s.permits[classID]
	return kept, there
}

func (p Permit) onWire() permit {
	return permit{ClassID: p.ClassID, Permit: p.Permit, CreatedAt: wireTime(p.CreatedAt), UpdatedAt: wireTime(p.UpdatedAt)}
}
