package agora

import (
	"context"
	"iter"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// WidgetsService sets and deletes widgets of a room and reads their events.
type WidgetsService struct{ client *Client }

// The ids of Agora's own widgets.
const (
	WidgetQuiz       = "popupQuiz"      // the pop-up quiz (答题器)
	WidgetPoll       = "poll"           // the poll (投票器)
	WidgetCountdown  = "countdownTimer" // the countdown
	WidgetWhiteboard = "netlessBoard"   // the whiteboard
	WidgetChat       = "easemobIM"      // the chat
	WidgetMedia      = "mediaPlayer"    // the media player
	WidgetWebView    = "webView"        // a web page in the classroom
	WidgetWatermark  = "watermark"      // the watermark
)

// WidgetStatus says whether a widget is on (state).
type WidgetStatus int

// The two values of a widget's state.
const (
	WidgetStatusOff WidgetStatus = 0 // the widget is off
	WidgetStatusOn  WidgetStatus = 1 // the widget is on
)

var widgetStatusNames = map[WidgetStatus]string{
	WidgetStatusOff: "Off",
	WidgetStatusOn:  "On",
}

// String returns On, Off, or WidgetStatus(9) for a value this module does not know.
func (s WidgetStatus) String() string { return wire.EnumName("WidgetStatus", s, widgetStatusNames) }

// SetWidgetRequest makes or changes a widget.
type SetWidgetRequest struct {
	RoomUUID      string         `json:"roomUuid" wire:"path"`
	WidgetUUID    string         `json:"widgetUuid" wire:"path"`      // the caller's own id, or that of one of Agora's widgets, such as WidgetQuiz
	Status        *WidgetStatus  `json:"state"`                       // such as new(agora.WidgetStatusOn); nil changes nothing, because 0 is WidgetStatusOff
	Properties    Properties     `json:"extra" wire:"verbatim"`       // the changes, made with Properties.Replace and Properties.Merge
	OwnerUserUUID string         `json:"ownerUserUuid"`               // a user; Agora deletes the widget when this user leaves
	Cause         map[string]any `json:"cause" wire:"clear,verbatim"` // the reason, passed on to the clients in the room
}

// Validate refuses malformed paths, changes of which one overwrites another, and an owner that no user can be.
func (r *SetWidgetRequest) Validate() []classcloud.FieldError {
	return append(r.Properties.check("Properties", "extra"), badID("OwnerUserUUID", "ownerUserUuid", r.OwnerUserUUID)...)
}

// Set makes a widget or changes it. Everybody in the room is told.
//
// Agora 设置 Widget 属性, PUT /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/widgets/{widgetUuid}. Safe to repeat.
func (s WidgetsService) Set(ctx context.Context, in *SetWidgetRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opWidgetsSet, in, opts)
}

// DeleteWidgetRequest deletes a widget.
type DeleteWidgetRequest struct {
	RoomUUID   string         `json:"roomUuid" wire:"path"`
	WidgetUUID string         `json:"widgetUuid" wire:"path"`
	Cause      map[string]any `json:"cause" wire:"clear,verbatim"` // the reason, passed on to the clients in the room
}

// Delete deletes a widget with its properties. Everybody in the room is told.
//
// Agora 删除 Widget, DELETE /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/widgets/{widgetUuid}. Safe to repeat.
func (s WidgetsService) Delete(ctx context.Context, in *DeleteWidgetRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opWidgetsDelete, in, opts)
}

// DeleteWidgetPropertiesRequest deletes properties of a widget.
type DeleteWidgetPropertiesRequest struct {
	RoomUUID   string         `json:"roomUuid" wire:"path"`
	WidgetUUID string         `json:"widgetUuid" wire:"path"`
	Properties []string       `json:"properties" check:"required"`  // paths inside the widget's properties; a dot leads into an object
	Cause      map[string]any `json:"cause" wire:"always,verbatim"` // the reason, passed on to the clients in the room
}

// Validate refuses malformed paths.
func (r *DeleteWidgetPropertiesRequest) Validate() []classcloud.FieldError {
	return checkPaths("Properties", "properties", r.Properties)
}

// DeleteProperties deletes properties of a widget. Everybody in the room is told.
//
// Agora 删除 Widget 属性, DELETE /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/widgets/{widgetUuid}/extra. Safe to repeat.
func (s WidgetsService) DeleteProperties(ctx context.Context, in *DeleteWidgetPropertiesRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opWidgetsDeleteProperties, in, opts)
}

// SetWidgetUserPropertiesRequest adds or changes the properties that a widget keeps for one user.
type SetWidgetUserPropertiesRequest struct {
	RoomUUID   string         `json:"roomUuid" wire:"path"`
	WidgetUUID string         `json:"widgetUuid" wire:"path"`
	UserUUID   string         `json:"userUuid" wire:"path"`
	Properties Properties     `json:"properties" wire:"verbatim" check:"required"` // the changes, made with Properties.Replace and Properties.Merge
	Cause      map[string]any `json:"cause" wire:"always,verbatim"`                // the reason, passed on to the clients in the room
}

// Validate refuses malformed paths and changes of which one overwrites another.
func (r *SetWidgetUserPropertiesRequest) Validate() []classcloud.FieldError {
	return r.Properties.check("Properties", "properties")
}

// SetUserProperties adds or changes the properties that a widget keeps for one user. Everybody in the room is told.
//
// Agora 设置 Widget 的用户属性, PUT /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/widgets/{widgetUuid}/users/{userUuid}. Safe to repeat.
func (s WidgetsService) SetUserProperties(ctx context.Context, in *SetWidgetUserPropertiesRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opWidgetsSetUserProperties, in, opts)
}

// DeleteWidgetUserPropertiesRequest deletes properties that a widget keeps for one user.
type DeleteWidgetUserPropertiesRequest struct {
	RoomUUID   string         `json:"roomUuid" wire:"path"`
	WidgetUUID string         `json:"widgetUuid" wire:"path"`
	UserUUID   string         `json:"userUuid" wire:"path"`
	Properties []string       `json:"properties" check:"required"`  // paths; a dot leads into an object
	Cause      map[string]any `json:"cause" wire:"always,verbatim"` // the reason, passed on to the clients in the room
}

// Validate refuses malformed paths.
func (r *DeleteWidgetUserPropertiesRequest) Validate() []classcloud.FieldError {
	return checkPaths("Properties", "properties", r.Properties)
}

// DeleteUserProperties deletes properties that a widget keeps for one user. Everybody in the room is told.
//
// Agora 删除 Widget 的用户属性, DELETE /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/widgets/{widgetUuid}/users/{userUuid}. Safe to repeat.
func (s WidgetsService) DeleteUserProperties(ctx context.Context, in *DeleteWidgetUserPropertiesRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opWidgetsDeleteUserProperties, in, opts)
}

// ListWidgetEventsRequest selects the events of one widget.
type ListWidgetEventsRequest struct {
	RoomUUID   string `json:"roomUuid" wire:"path"`
	WidgetUUID string `json:"widgetUuid" wire:"path"`
	NextID     string `json:"nextId" wire:"query"` // EventPage.NextID of the page before; empty for the first page
	PageSize   int    `json:"count" wire:"query"`  // events per page, default 100
}

// ListEvents returns one page of the events of any widget. AllEvents walks all pages. ListQuizEvents and ListPollEvents return the events
// of quizzes and polls in types of their own.
//
// Agora 获取 Widget 事件 (in its later documents), GET /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/widgets/{widgetUuid}/sequences.
// Safe to repeat.
func (s WidgetsService) ListEvents(ctx context.Context, in *ListWidgetEventsRequest, opts ...classcloud.CallOption) (*EventPage, error) {
	return callPage(ctx, s.client, opWidgetsListEvents, in, func(page *EventPage) *string { return &page.NextID }, opts)
}

// AllEvents walks the events of any widget from in.NextID on and keeps one page in memory. An error ends the walk. A loop that breaks off
// sends no further request.
func (s WidgetsService) AllEvents(ctx context.Context, in *ListWidgetEventsRequest, opts ...classcloud.CallOption) iter.Seq2[Event, error] {
	cursor := func(ask *ListWidgetEventsRequest) *string { return &ask.NextID }
	return walk(opWidgetsListEvents, in, cursor, eventKey, func(ask *ListWidgetEventsRequest) (cursorPage[Event], error) {
		page, err := s.ListEvents(ctx, ask, opts...)
		if page == nil {
			return cursorPage[Event]{}, err
		}
		return cursorPage[Event]{Items: page.Events, Next: page.NextID, Total: totalOf(page.Total)}, err
	})
}

// ListAnswerEventsRequest selects the quiz events or the poll events of one room.
type ListAnswerEventsRequest struct {
	RoomUUID string `json:"roomUuid" wire:"path"`
	NextID   string `json:"nextId" wire:"query"` // NextID of the page before; empty for the first page
	PageSize int    `json:"count" wire:"query"`  // events per page, default 100
}

// QuizEventPage is one page of quiz events.
type QuizEventPage struct {
	Total  int         `json:"total,omitzero" check:"decorative"` // how many events there are on all pages
	Count  int         `json:"count,omitzero" check:"decorative"` // how many are on this page
	Events []QuizEvent `json:"list,omitzero"`
	NextID string      `json:"nextId,omitzero"` // for the next page's request; empty on the last page
}

// ListQuizEvents returns one page of the events of a room's quizzes. AllQuizEvents walks all pages.
//
// Agora 获取答题器事件, GET /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/widgets/popupQuiz/sequences. Safe to repeat.
func (s WidgetsService) ListQuizEvents(ctx context.Context, in *ListAnswerEventsRequest, opts ...classcloud.CallOption) (*QuizEventPage, error) {
	return callPage(ctx, s.client, opWidgetsListQuizEvents, in, func(page *QuizEventPage) *string { return &page.NextID }, opts)
}

// AllQuizEvents walks the events of a room's quizzes from in.NextID on and keeps one page in memory. An error ends the walk. A loop that
// breaks off sends no further request.
func (s WidgetsService) AllQuizEvents(ctx context.Context, in *ListAnswerEventsRequest, opts ...classcloud.CallOption) iter.Seq2[QuizEvent, error] {
	cursor := func(ask *ListAnswerEventsRequest) *string { return &ask.NextID }
	return walk(opWidgetsListQuizEvents, in, cursor, func(e QuizEvent) string { return e.key() }, func(ask *ListAnswerEventsRequest) (cursorPage[QuizEvent], error) {
		page, err := s.ListQuizEvents(ctx, ask, opts...)
		if page == nil {
			return cursorPage[QuizEvent]{}, err
		}
		return cursorPage[QuizEvent]{Items: page.Events, Next: page.NextID, Total: totalOf(page.Total)}, err
	})
}

// PollEventPage is one page of poll events.
type PollEventPage struct {
	Total  int         `json:"total,omitzero" check:"decorative"` // how many events there are on all pages
	Count  int         `json:"count,omitzero" check:"decorative"` // how many are on this page
	Events []PollEvent `json:"list,omitzero"`
	NextID string      `json:"nextId,omitzero"` // for the next page's request; empty on the last page
}

// ListPollEvents returns one page of the events of a room's polls. AllPollEvents walks all pages.
//
// Agora 获取投票器事件, GET /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/widgets/poll/sequences. Safe to repeat.
func (s WidgetsService) ListPollEvents(ctx context.Context, in *ListAnswerEventsRequest, opts ...classcloud.CallOption) (*PollEventPage, error) {
	return callPage(ctx, s.client, opWidgetsListPollEvents, in, func(page *PollEventPage) *string { return &page.NextID }, opts)
}

// AllPollEvents walks the events of a room's polls from in.NextID on and keeps one page in memory. An error ends the walk. A loop that
// breaks off sends no further request.
func (s WidgetsService) AllPollEvents(ctx context.Context, in *ListAnswerEventsRequest, opts ...classcloud.CallOption) iter.Seq2[PollEvent, error] {
	cursor := func(ask *ListAnswerEventsRequest) *string { return &ask.NextID }
	return walk(opWidgetsListPollEvents, in, cursor, func(e PollEvent) string { return e.key() }, func(ask *ListAnswerEventsRequest) (cursorPage[PollEvent], error) {
		page, err := s.ListPollEvents(ctx, ask, opts...)
		if page == nil {
			return cursorPage[PollEvent]{}, err
		}
		return cursorPage[PollEvent]{Items: page.Events, Next: page.NextID, Total: totalOf(page.Total)}, err
	})
}
