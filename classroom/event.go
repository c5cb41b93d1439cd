package classroom

import (
	"fmt"
	"log/slog"
	"time"
)

// Event is something that happened in a room, in words that all vendors share.
type Event struct {
	Vendor   string        // the package that tells of it: "agora", "aui", "baijiayun", "classin", "weclassroom"
	Account  string        // the account at the vendor: an App ID, a partner id, an SID; empty if the vendor's message does not say
	RoomID   string        // the vendor's id of the room
	LessonID string        // the vendor's id of the lesson, where a room has several; else empty
	ID       string        // the event's own name: the same when the vendor sends the event again; empty if there is none
	Kind     Kind          // what happened
	At       time.Time     // when it happened, by the vendor's clock
	Within   time.Duration // how long before At it may have happened, if the vendor does not say when: see Watch; else 0
	User     User          // whom it happened to; zero for what happens to the room
	Raw      any           // the vendor's own value, of the vendor's package: nothing is lost. encoding/json writes all of it, secrets included
}

// LogValue gives slog the event without Raw, of which slog's JSON handler would write everything, secrets included.
func (e Event) LogValue() slog.Value {
	return slog.GroupValue(slog.String("vendor", e.Vendor), slog.String("account", e.Account), slog.String("roomId", e.RoomID), slog.String("lessonId", e.LessonID),
		slog.String("id", e.ID), slog.String("kind", e.Kind.String()), slog.Time("at", e.At), slog.String("userId", e.User.ID), slog.String("raw", fmt.Sprintf("%T", e.Raw)))
}

// User is somebody in a room.
type User struct {
	ID     string // the user's id at the vendor; where the caller chose it, the caller's
	Name   string // empty if the vendor's message does not say
	Role   Role
	Device string // which of the user's devices or connections, where the vendor tells them apart; else empty
}

// Kind is what happened.
type Kind int

// What can happen. Only what at least one vendor tells is here.
const (
	KindOther            Kind = iota // something that only the vendor has a word for: see Event.Raw
	KindStarted                      // the class began
	KindEnded                        // the class ended
	KindJoined                       // the user entered
	KindLeft                         // the user left, or the connection was lost
	KindKicked                       // the user was sent out
	KindOnStage                      // the user may be seen and heard
	KindOffStage                     // the user may be no longer
	KindRecordingStarted             // a recording began
	KindRecordingStopped             // a recording ended
	KindRecordingReady               // a recording can be watched
	KindRecordingFailed              // a recording cannot be had
)

var kindNames = [...]string{"other", "started", "ended", "joined", "left", "kicked", "on stage", "off stage",
	"recording started", "recording stopped", "recording ready", "recording failed"}

// String returns the kind's name: "joined".
func (k Kind) String() string {
	if k < 0 || int(k) >= len(kindNames) {
		return fmt.Sprintf("Kind(%d)", int(k))
	}
	return kindNames[k]
}

// moves reports whether it says that somebody came or went.
func (k Kind) moves() bool { return k == KindJoined || k == KindLeft || k == KindKicked }

// Role is who somebody is in a lesson.
type Role int

// The roles.
const (
	RoleUnknown   Role = iota // the vendor does not say, or has a role that is none of these
	RoleTeacher               // leads the lesson
	RoleAssistant             // helps the teacher
	RoleStudent               // takes part
	RoleGuest                 // watches: an observer, a trial listener, a parent
	RoleRecorder              // a machine that records, an inspector
)

var roleNames = [...]string{"unknown", "teacher", "assistant", "student", "guest", "recorder"}

// String returns the role's name: "teacher".
func (r Role) String() string {
	if r < 0 || int(r) >= len(roleNames) {
		return fmt.Sprintf("Role(%d)", int(r))
	}
	return roleNames[r]
}
