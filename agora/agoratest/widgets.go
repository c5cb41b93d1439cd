package agoratest

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

const (
	widgetQuiz = "popupQuiz"
	widgetPoll = "poll"

	actionSet    = 1
	actionDelete = 2
)

type widget struct {
	uuid  string
	state int64
	owner string // the user with whose leaving the widget is deleted
	extra map[string]any
	users map[string]map[string]any
}

// widgetChange is the data of cmd 1110.
type widgetChange struct {
	WidgetUUID       string         `json:"widgetUuid"`
	Action           int            `json:"action"`
	ChangeProperties map[string]any `json:"changeProperties"`
	Cause            map[string]any `json:"cause,omitempty"`
	Operator         eventUser      `json:"operator"`
	FromUser         *eventUser     `json:"fromUser,omitempty"`
}

type eventUser struct {
	UserUUID string `json:"userUuid"`
	UserName string `json:"userName"`
	Role     string `json:"role"`
}

func (s *Server) widgetOperations() []operation {
	const widgets = "/rooms/{roomUuid}/widgets/"
	return []operation{
		{name: "Widgets.Set", method: "PUT", path: widgets + "{widgetUuid}", handle: s.setWidget},
		{name: "Widgets.Delete", method: "DELETE", path: widgets + "{widgetUuid}", handle: s.deleteWidget},
		{name: "Widgets.DeleteProperties", method: "DELETE", path: widgets + "{widgetUuid}/extra", handle: s.deleteWidgetProperties},
		{name: "Widgets.SetUserProperties", method: "PUT", path: widgets + "{widgetUuid}/users/{userUuid}", handle: s.setWidgetUserProperties},
		{name: "Widgets.DeleteUserProperties", method: "DELETE", path: widgets + "{widgetUuid}/users/{userUuid}", handle: s.deleteWidgetUserProperties},
		{name: "Widgets.ListQuizEvents", method: "GET", path: widgets + widgetQuiz + "/sequences", handle: s.listWidgetEvents},
		{name: "Widgets.ListPollEvents", method: "GET", path: widgets + widgetPoll + "/sequences", handle: s.listWidgetEvents},
		{name: "Widgets.ListEvents", method: "GET", path: widgets + "{widgetUuid}/sequences", handle: s.listWidgetEvents},
	}
}

// setWidget makes the widget if it does not exist, and changes its properties by their paths.
func (s *Server) setWidget(c *call) vendortest.Reply {
	var extra map[string]any
	if c.body.has("extra") {
		extra = c.body.changes("extra")
	}
	c.body.object("cause")
	state := c.body.integer("state", 0, 1)
	owner := c.body.text("ownerUserUuid")
	if c.body.has("ownerUserUuid") && !validID(owner) {
		c.body.reject("ownerUserUuid", "must be a user id")
	}
	r, f := s.openRoom(c)
	if f != nil {
		return s.fail(f)
	}
	if owner != "" && r.user(owner) == nil {
		return s.fail(noSuchUser())
	}
	w := r.makeWidget(c.value("widgetUuid"))
	setPaths(w.extra, extra)
	changed := map[string]any{}
	for key, value := range extra {
		changed["extra."+key] = value
	}
	if c.body.has("state") {
		w.state = state
		changed["state"] = state
	}
	if owner != "" {
		w.owner = owner
		changed["ownerUserUuid"] = owner
	}
	s.changeWidget(c, r, w, actionSet, changed)
	return s.succeed()
}

func (r *room) makeWidget(uuid string) *widget {
	if w := r.widgets[uuid]; w != nil {
		return w
	}
	w := &widget{uuid: uuid, extra: map[string]any{}, users: map[string]map[string]any{}}
	r.widgets[uuid] = w
	return w
}

// openWidget finds the widget that a call changes. The parameters must have been read before.
func (s *Server) openWidget(c *call) (*room, *widget, *failure) {
	r, f := s.openRoom(c)
	if f != nil {
		return nil, nil, f
	}
	w := r.widgets[c.value("widgetUuid")]
	if w == nil {
		return nil, nil, noSuchWidget()
	}
	return r, w, nil
}

func (s *Server) deleteWidget(c *call) vendortest.Reply {
	c.body.object("cause")
	r, w, f := s.openWidget(c)
	if f != nil {
		return s.fail(f)
	}
	delete(r.widgets, w.uuid)
	s.changeWidget(c, r, w, actionDelete, map[string]any{})
	return s.succeed()
}

func (s *Server) deleteWidgetProperties(c *call) vendortest.Reply {
	paths := c.body.paths("properties")
	r, w, f := s.openWidget(c)
	if f != nil {
		return s.fail(f)
	}
	deletePaths(w.extra, paths)
	s.changeWidget(c, r, w, actionDelete, deleted("extra.", paths))
	return s.succeed()
}

func (s *Server) setWidgetUserProperties(c *call) vendortest.Reply {
	changes := c.body.changes("properties")
	r, w, f := s.openWidget(c)
	if f != nil {
		return s.fail(f)
	}
	u := r.user(c.value("userUuid"))
	if u == nil {
		return s.fail(noSuchUser())
	}
	if w.users[u.uuid] == nil {
		w.users[u.uuid] = map[string]any{}
	}
	setPaths(w.users[u.uuid], changes)
	s.changeWidgetUser(c, r, w, u, actionSet, cloneObject(changes))
	return s.succeed()
}

func (s *Server) deleteWidgetUserProperties(c *call) vendortest.Reply {
	paths := c.body.paths("properties")
	r, w, f := s.openWidget(c)
	if f != nil {
		return s.fail(f)
	}
	u := r.user(c.value("userUuid"))
	if u == nil {
		return s.fail(noSuchUser())
	}
	deletePaths(w.users[u.uuid], paths)
	s.changeWidgetUser(c, r, w, u, actionDelete, deleted("", paths))
	return s.succeed()
}

// deleted returns the change of deleted properties, which is null for each.
func deleted(prefix string, paths []string) map[string]any {
	changed := map[string]any{}
	for _, path := range paths {
		changed[prefix+path] = nil
	}
	return changed
}

func (s *Server) changeWidget(c *call, r *room, w *widget, action int, changed map[string]any) {
	s.emitWidget(r, s.Now(), widgetChange{WidgetUUID: w.uuid, Action: action, ChangeProperties: changed, Cause: c.body.object("cause").members})
}

func (s *Server) changeWidgetUser(c *call, r *room, w *widget, u *user, action int, changed map[string]any) {
	s.emitWidget(r, s.Now(), widgetChange{
		WidgetUUID: w.uuid, Action: action, ChangeProperties: changed, Cause: c.body.object("cause").members,
		FromUser: &eventUser{UserUUID: u.uuid, UserName: u.name, Role: u.role.inEvents()},
	})
}

func (s *Server) emitWidget(r *room, at time.Time, change widgetChange) {
	change.Operator = eventUser{UserUUID: "server", UserName: "server", Role: "server"}
	if s.settings.dialect.nestedWidgetChanges {
		nested := map[string]any{}
		setPaths(nested, change.ChangeProperties)
		change.ChangeProperties = nested
	}
	s.emit(r, at, cmdWidget, change).widget = change.WidgetUUID
}

// dropWidgetsOf deletes the widgets of a user who left.
func (s *Server) dropWidgetsOf(r *room, at time.Time, u *user) {
	for _, uuid := range slices.Sorted(maps.Keys(r.widgets)) {
		if w := r.widgets[uuid]; w.owner == u.uuid {
			delete(r.widgets, uuid)
			s.emitWidget(r, at, widgetChange{WidgetUUID: uuid, Action: actionDelete, ChangeProperties: map[string]any{}})
		}
	}
}

// listWidgetEvents lists the events of a widget, even of a deleted one.
func (s *Server) listWidgetEvents(c *call) vendortest.Reply {
	size := eventsPage
	if text := c.Query.Get("count"); text != "" {
		count, err := strconv.Atoi(text)
		if err != nil || count < 1 {
			return s.fail(badParameter("count must be a positive integer"))
		}
		size = min(size, count)
	}
	uuid := c.value("widgetUuid")
	switch c.Operation {
	case "Widgets.ListQuizEvents":
		uuid = widgetQuiz
	case "Widgets.ListPollEvents":
		uuid = widgetPoll
	}
	return s.listEvents(c, size, func(e *roomEvent) bool { return e.widget == uuid })
}

func noSuchWidget() *failure {
	return &failure{http.StatusNotFound, 404, "Widget not exists!"}
}
