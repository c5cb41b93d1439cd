package baijiayun

import (
	"context"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// UpdateRoomRequest holds the changes of a room. A nil field keeps its value; at least one field beside RoomID must be set.
//
// The fields are those of the live document of 2020 and of the vendor's document of today (github.com/bjycloud/baijiayun-skills,
// api-room.md); what neither has says where it comes from.
type UpdateRoomRequest struct {
	RoomID            int64          `json:"room_id" check:"required"`
	Title             *string        `json:"title" check:"max=50"`                    // at most 50 characters, as in CreateRoomRequest; the documents do not give a limit here
	StartTime         *time.Time     `json:"start_time" wire:"unix"`                  // in whole seconds: a fraction is dropped; within one year from now
	EndTime           *time.Time     `json:"end_time" wire:"unix"`                    // more than 15 minutes and less than 24 hours after StartTime unless the room is a long-term one
	MaxUsers          *int           `json:"max_users"`                               // 0 for no limit
	MaxBackupUsers    *int           `json:"max_backup_users"`                        // how many students off stage a 1vNvM small class has
	PreEnter          *time.Duration `json:"pre_enter_time" wire:"seconds"`           // how long before StartTime students may enter, in whole seconds. The document of 2020 misprints the name
	Entry             *Entry         `json:"is_private"`                              // who may enter; the documents print 0, EntryAnyone, as the default
	PrivateChat       *PrivateChat   `json:"student_private_chat_role"`               // with whom students may chat in private
	AppTemplate       *AppTemplate   `json:"app_template"`                            // the layout in the vendor's apps
	TemplateName      *string        `json:"template_name"`                           // doubleCamera, classic, triple; in the document of 2020 oneone and oneoneNew too
	TemplateType      *int           `json:"template_type"`                           // of RoomTypeSmall: 1, 2 or 3
	ForbiddenEndTypes []EndType      `json:"forbidden_end_types" wire:"comma,clear"`  // an empty list refuses no client. The document of 2020 misprints the name
	VideoMain         *Setting       `json:"is_video_main"`                           // computers show the video larger than the slides, only with the template triple. That SettingDefault goes back to the account's is inferred
	VideoMainOnH5     *Setting       `json:"m_is_video_main"`                         // phones show the video larger than the slides. That SettingDefault goes back to the account's is inferred
	LiveSell          *LiveSell      `json:"enable_live_sell"`                        // the template to sell goods with; only before the class has started
	CloudRecord       *Setting       `json:"enable_cloud_record"`                     // a small class shows the button of the cloud recording. From github.com/007gzs/baijiayun
	MockRoomID        *int64         `json:"mock_room_id"`                            // the room of the playback to play
	MockSessionID     *int64         `json:"mock_session_id"`                         // which playback of a long-term MockRoomID
	MockVideoID       *int64         `json:"mock_video_id"`                           // the video on demand to play
	MockChat          *bool          `json:"enable_mock_sync_chat_message" wire:"01"` // a mock live class shows the chat of the playback
	SwitchRole        *SwitchRole    `json:"switch_room_role"`                        // only for rooms taught in groups
	SwitchClass       *bool          `json:"disable_switch_class" wire:"01,inverted"` // the big class and the groups can be switched during class; sent as 1 for no, which needs SwitchRoleBigClass. From github.com/007gzs/baijiayun
	EndGroups         *bool          `json:"class_end_operation" wire:"01"`           // the end of the big class ends the class for everybody. From github.com/007gzs/baijiayun

	Background *classcloud.File `json:"background_attachment" wire:"file"` // the background picture of a small class
	Whiteboard *classcloud.File `json:"whiteboard_attachment" wire:"file"` // the picture on the whiteboard of a small class

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses an update without changes, a title of blanks, an end that is not after the start in whole seconds, and a number below 0.
func (r *UpdateRoomRequest) Validate() []classcloud.FieldError {
	var bad refusals
	bad.when(wire.NothingSet(r, "RoomID"), "UpdateRoomRequest", "", "changes nothing: set a field beside RoomID")
	bad.when(r.Title != nil && strings.TrimSpace(*r.Title) == "", "Title", "title", "is blank: leave it nil to keep the title")
	bad.negative(r)
	if r.StartTime != nil && r.EndTime != nil {
		bad.times(*r.StartTime, *r.EndTime, false)
	}
	return bad
}

// Update changes a room.
//
// Baijiayun API 3 更新房间信息, POST /openapi/room/update, multipart when a picture is given. Safe to repeat.
func (s RoomsService) Update(ctx context.Context, in *UpdateRoomRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsUpdate, in, opts)
}
