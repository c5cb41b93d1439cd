package agora

import (
	"encoding/json"
	"reflect"
	"time"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// shapes tells OnDrift of the members of the types that read themselves: events, and what is in them.
func shapes() wire.Shapes {
	type (
		recording RecordingChanged
		widget    WidgetChanged
		quiz      QuizChange
		poll      PollChange
		rewards   struct {
			Rewards []struct {
				Reward
				Table int `json:"total"`
			} `json:"rewardDetails"`
			UpdateTime time.Time `json:"updateTime"`
		}
	)
	all := wire.Shapes{}
	plain := func(t reflect.Type) func([]byte, func(path, problem string)) {
		return func(raw []byte, report func(path, problem string)) { wire.Drift(raw, t, nil, all, report) }
	}
	all[reflect.TypeFor[RecordingChanged]()] = plain(reflect.TypeFor[recording]())
	all[reflect.TypeFor[WidgetChanged]()] = plain(reflect.TypeFor[widget]())
	all[reflect.TypeFor[RewardsChanged]()] = plain(reflect.TypeFor[rewards]())
	all[reflect.TypeFor[QuizChange]()] = driftChanges(reflect.TypeFor[quiz](), "popQuizId")
	all[reflect.TypeFor[PollChange]()] = driftChanges(reflect.TypeFor[poll](), "pollingState")
	all[reflect.TypeFor[QuizEvent]()] = func(raw []byte, report func(path, problem string)) {
		driftWidgetEvent(raw, reflect.TypeFor[plainWidgetData[QuizChange]](), all, report)
	}
	all[reflect.TypeFor[PollEvent]()] = func(raw []byte, report func(path, problem string)) {
		driftWidgetEvent(raw, reflect.TypeFor[plainWidgetData[PollChange]](), all, report)
	}
	all[reflect.TypeFor[Event]()] = func(raw []byte, report func(path, problem string)) { driftEvent(raw, all, report) }
	all[reflect.TypeFor[eventBatch]()] = func(raw []byte, report func(path, problem string)) {
		if list := wire.Elements(raw); list != nil {
			wire.Drift(raw, reflect.TypeFor[[]Event](), nil, all, report)
			return
		}
		driftEvent(raw, all, report)
	}
	return all
}

// wholeEvent is an event with the members that may stand beside its data.
type wholeEvent struct {
	plainEvent
	Operator EventUser       `json:"operator"`
	FromUser EventUser       `json:"fromUser"`
	Cause    json.RawMessage `json:"cause"`
}

// driftEvent looks at an event, and at its data by its kind.
func driftEvent(raw []byte, all wire.Shapes, report func(path, problem string)) {
	raw = objectIn(raw)
	wire.Drift(raw, reflect.TypeFor[wholeEvent](), nil, all, report)
	members, _ := wire.Split(raw)
	var cmd EventCmd
	_ = wire.Decode(members.Get("cmd"), &cmd)
	if data := newEventData(cmd); data != nil {
		wire.Drift(objectIn(members.Get("data")), reflect.TypeOf(data), nil, all, func(path, problem string) { report("/data"+path, problem) })
	}
}

// plainWidgetData is the data of a widget's event with Agora's names.
type plainWidgetData[Change any] struct {
	WidgetUUID string       `json:"widgetUuid"`
	Action     ChangeAction `json:"action"`
	Operator   EventUser    `json:"operator"`
	FromUser   EventUser    `json:"fromUser"`
	Changes    Change       `json:"changeProperties"`
	Cause      struct {
		QuizID  string       `json:"popQuizId"`
		Popup   string       `json:"popupQuizId"`
		PollID  string       `json:"pollId"`
		Answers AnswerAction `json:"action"`
	} `json:"cause"`
}

// driftWidgetEvent looks at an event of a quiz or a poll, or at its data where Agora prints that alone.
func driftWidgetEvent(raw []byte, data reflect.Type, all wire.Shapes, report func(path, problem string)) {
	raw = objectIn(raw)
	members, _ := wire.Split(raw)
	inner := members.Get("data")
	if inner == nil {
		wire.Drift(raw, data, []string{"roomUuid", "cmd", "sequence", "version"}, all, report)
		return
	}
	wire.Drift(raw, reflect.TypeFor[wholeEvent](), nil, all, report)
	wire.Drift(objectIn(inner), data, nil, all, func(path, problem string) { report("/data"+path, problem) })
}

// driftChanges looks at changed properties by their names without "extra".
func driftChanges(t reflect.Type, alias string) func([]byte, func(path, problem string)) {
	return func(raw []byte, report func(path, problem string)) {
		changes := flattenChanges(objectIn(raw))
		wire.Drift(json.RawMessage(changes.value().AppendJSON(nil)), t, []string{alias}, nil, report)
	}
}
