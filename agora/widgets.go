package agora

import (
	"cmp"
	"context"
	"iter"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// WidgetsService sets and deletes widgets of a room and reads what happened in them.
type WidgetsService struct{ client *Client }

// The ids of Agora's own widgets.
const (
	WidgetQuiz       = "popupQuiz"
	WidgetPoll       = "poll"
	WidgetCountdown  = "countdownTimer"
	WidgetWhiteboard = "netlessBoard"
	WidgetChat       = "easemobIM"
	WidgetMedia      = "mediaPlayer"
	WidgetWebView    = "webView"
	WidgetWatermark  = "watermark"
)

// WidgetStatus is whether a widget is there (state).
type WidgetStatus int

// The states of a widget.
const (
	WidgetStatusOff WidgetStatus = 0
	WidgetStatusOn  WidgetStatus = 1
)

var widgetStatusNames = map[WidgetStatus]string{
	WidgetStatusOff: "Off",
	WidgetStatusOn:  "On",
}

// String returns the state's name, or WidgetStatus(9) for one this module does not know.
func (s WidgetStatus) String() string { return wire.EnumName("WidgetStatus", s, widgetStatusNames) }

// SetWidgetRequest makes or changes a widget.
type SetWidgetRequest struct {
	RoomUUID      string         `json:"roomUuid" wire:"path"`
	WidgetUUID    string         `json:"widgetUuid" wire:"path"`         // the caller's own id, or one of Agora's: WidgetQuiz, …
	Status        *WidgetStatus  `json:"state"`                          // new(agora.WidgetStatusOn); 0 switches off, so nil is what leaves it
	Properties    Properties     `json:"extra"`                          // what changes; Properties.Replace and Merge say how
	OwnerUserUUID string         `json:"ownerUserUuid" check:"bytes=64"` // with this user's leaving, the widget is deleted
	Cause         map[string]any `json:"cause" wire:"clear"`             // why, for the clients that are told
}

// Validate refuses paths that point nowhere and changes that fight over one place.
func (r *SetWidgetRequest) Validate() []classcloud.FieldError {
	return r.Properties.check("Properties", "extra")
}

// Set makes a widget or changes it; everybody in the room is told.
//
// Agora 设置 Widget 属性, PUT /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/widgets/{widgetUuid}. Safe to repeat.
func (s WidgetsService) Set(ctx context.Context, in *SetWidgetRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opWidgetsSet, in, opts)
}

// DeleteWidgetRequest deletes a widget.
type DeleteWidgetRequest struct {
	RoomUUID   string         `json:"roomUuid" wire:"path"`
	WidgetUUID string         `json:"widgetUuid" wire:"path"`
	Cause      map[string]any `json:"cause" wire:"clear"` // why, for the clients that are told
}

// Delete deletes a widget with its properties; everybody in the room is told.
//
// Agora 删除 Widget, DELETE /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/widgets/{widgetUuid}. Safe to repeat.
func (s WidgetsService) Delete(ctx context.Context, in *DeleteWidgetRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opWidgetsDelete, in, opts)
}

// DeleteWidgetPropertiesRequest deletes properties of a widget.
type DeleteWidgetPropertiesRequest struct {
	RoomUUID   string         `json:"roomUuid" wire:"path"`
	WidgetUUID string         `json:"widgetUuid" wire:"path"`
	Properties []string       `json:"properties" check:"required"` // paths inside the widget's properties, with dots into objects
	Cause      map[string]any `json:"cause" wire:"always"`         // why, for the clients that are told
}

// Validate refuses paths that point nowhere.
func (r *DeleteWidgetPropertiesRequest) Validate() []classcloud.FieldError {
	return checkPaths("Properties", "properties", r.Properties)
}

// DeleteProperties deletes properties of a widget; everybody in the room is told.
//
// Agora 删除 Widget 属性, DELETE /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/widgets/{widgetUuid}/extra. Safe to repeat.
func (s WidgetsService) DeleteProperties(ctx context.Context, in *DeleteWidgetPropertiesRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opWidgetsDeleteProperties, in, opts)
}

// SetWidgetUserPropertiesRequest changes what a widget keeps for one user.
type SetWidgetUserPropertiesRequest struct {
	RoomUUID   string         `json:"roomUuid" wire:"path"`
	WidgetUUID string         `json:"widgetUuid" wire:"path"`
	UserUUID   string         `json:"userUuid" wire:"path"`
	Properties Properties     `json:"properties" check:"required"` // what changes; Properties.Replace and Merge say how
	Cause      map[string]any `json:"cause" wire:"always"`         // why, for the clients that are told
}

// Validate refuses paths that point nowhere and changes that fight over one place.
func (r *SetWidgetUserPropertiesRequest) Validate() []classcloud.FieldError {
	return r.Properties.check("Properties", "properties")
}

// SetUserProperties adds or changes what a widget keeps for one user; everybody in the room is told.
//
// Agora 设置 Widget 的用户属性, PUT /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/widgets/{widgetUuid}/users/{userUuid}. Safe to repeat.
func (s WidgetsService) SetUserProperties(ctx context.Context, in *SetWidgetUserPropertiesRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opWidgetsSetUserProperties, in, opts)
}

// DeleteWidgetUserPropertiesRequest deletes what a widget keeps for one user.
type DeleteWidgetUserPropertiesRequest struct {
	RoomUUID   string         `json:"roomUuid" wire:"path"`
	WidgetUUID string         `json:"widgetUuid" wire:"path"`
	UserUUID   string         `json:"userUuid" wire:"path"`
	Properties []string       `json:"properties" check:"required"` // paths, with dots into objects
	Cause      map[string]any `json:"cause" wire:"always"`         // why, for the clients that are told
}

// Validate refuses paths that point nowhere.
func (r *DeleteWidgetUserPropertiesRequest) Validate() []classcloud.FieldError {
	return checkPaths("Properties", "properties", r.Properties)
}

// DeleteUserProperties deletes what a widget keeps for one user; everybody in the room is told.
//
// Agora 删除 Widget 的用户属性, DELETE /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/widgets/{widgetUuid}/users/{userUuid}. Safe to repeat.
func (s WidgetsService) DeleteUserProperties(ctx context.Context, in *DeleteWidgetUserPropertiesRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opWidgetsDeleteUserProperties, in, opts)
}

// ListWidgetEventsRequest selects the events of one widget.
type ListWidgetEventsRequest struct {
	RoomUUID   string `json:"roomUuid" wire:"path"`
	WidgetUUID string `json:"widgetUuid" wire:"path"`
	NextID     string `json:"nextId" wire:"query"` // where the last page ended; empty for the first
	PageSize   int    `json:"count" wire:"query"`  // events a page, default 100
}

// ListEvents returns one page of the events of any widget; AllEvents walks them all. Of quizzes and polls, ListQuizEvents and
// ListPollEvents give the same with types of their own.
//
// Agora 获取 Widget 事件 (of the later documents), GET /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/widgets/{widgetUuid}/sequences.
// Safe to repeat.
func (s WidgetsService) ListEvents(ctx context.Context, in *ListWidgetEventsRequest, opts ...classcloud.CallOption) (*EventPage, error) {
	return call[*EventPage](ctx, s.client, opWidgetsListEvents, in, opts)
}

// AllEvents walks the events of any widget from in.NextID on, one page in memory. An error ends the walk; nothing is asked for
// after a break.
func (s WidgetsService) AllEvents(ctx context.Context, in *ListWidgetEventsRequest, opts ...classcloud.CallOption) iter.Seq2[Event, error] {
	return walk(in, func(ask *ListWidgetEventsRequest, cursor string) ([]Event, string, error) {
		ask.NextID = cmp.Or(cursor, ask.NextID)
		page, err := s.ListEvents(ctx, ask, opts...)
		if err != nil {
			return nil, "", err
		}
		return page.Events, page.NextID, nil
	})
}

// ListAnswerEventsRequest selects the quizzes or polls of one room.
type ListAnswerEventsRequest struct {
	RoomUUID string `json:"roomUuid" wire:"path"`
	NextID   string `json:"nextId" wire:"query"` // where the last page ended; empty for the first
	PageSize int    `json:"count" wire:"query"`  // events a page, default 100
}

// QuizEventPage is one page of what happened in quizzes.
type QuizEventPage struct {
	Total  int         `json:"total,omitzero"`
	Count  int         `json:"count,omitzero"` // of this page
	Events []QuizEvent `json:"list,omitzero"`
	NextID string      `json:"nextId,omitzero"` // empty at the end
}

// ListQuizEvents returns one page of what happened in the quizzes of a room; AllQuizEvents walks them all.
//
// Agora 获取答题器事件, GET /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/widgets/popupQuiz/sequences. Safe to repeat.
func (s WidgetsService) ListQuizEvents(ctx context.Context, in *ListAnswerEventsRequest, opts ...classcloud.CallOption) (*QuizEventPage, error) {
	return call[*QuizEventPage](ctx, s.client, opWidgetsListQuizEvents, in, opts)
}

// AllQuizEvents walks what happened in the quizzes of a room from in.NextID on, one page in memory. An error ends the walk;
// nothing is asked for after a break.
func (s WidgetsService) AllQuizEvents(ctx context.Context, in *ListAnswerEventsRequest, opts ...classcloud.CallOption) iter.Seq2[QuizEvent, error] {
	return walk(in, func(ask *ListAnswerEventsRequest, cursor string) ([]QuizEvent, string, error) {
		ask.NextID = cmp.Or(cursor, ask.NextID)
		page, err := s.ListQuizEvents(ctx, ask, opts...)
		if err != nil {
			return nil, "", err
		}
		return page.Events, page.NextID, nil
	})
}

// PollEventPage is one page of what happened in polls.
type PollEventPage struct {
	Total  int         `json:"total,omitzero"`
	Count  int         `json:"count,omitzero"` // of this page
	Events []PollEvent `json:"list,omitzero"`
	NextID string      `json:"nextId,omitzero"` // empty at the end
}

// ListPollEvents returns one page of what happened in the polls of a room; AllPollEvents walks them all.
//
// Agora 获取投票器事件, GET /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/widgets/poll/sequences. Safe to repeat.
func (s WidgetsService) ListPollEvents(ctx context.Context, in *ListAnswerEventsRequest, opts ...classcloud.CallOption) (*PollEventPage, error) {
	return call[*PollEventPage](ctx, s.client, opWidgetsListPollEvents, in, opts)
}

// AllPollEvents walks what happened in the polls of a room from in.NextID on, one page in memory. An error ends the walk;
// nothing is asked for after a break.
func (s WidgetsService) AllPollEvents(ctx context.Context, in *ListAnswerEventsRequest, opts ...classcloud.CallOption) iter.Seq2[PollEvent, error] {
	return walk(in, func(ask *ListAnswerEventsRequest, cursor string) ([]PollEvent, string, error) {
		ask.NextID = cmp.Or(cursor, ask.NextID)
		page, err := s.ListPollEvents(ctx, ask, opts...)
		if err != nil {
			return nil, "", err
		}
		return page.Events, page.NextID, nil
	})
}
