package main

import (
	"context"
	"time"

	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
)

// atBaijiayun lets the vendor see it: who comes and goes is told once a minute, a class at once.
func (t *theatre) atBaijiayun(a act) {
	room := number(a.lesson.Room)
	class := func(op string) {
		t.baijiayun.SendCallback(t.callbacks+"/callbacks/baijiayun", baijiayuntest.ClassEvent{RoomID: room, Op: op, Time: t.now()})
	}
	visitor := baijiayuntest.Visitor{UserNumber: number(a.who.ID), UserName: a.who.Name}
	switch a.who {
	case a.lesson.Teacher:
		visitor.Role = int64(baijiayun.RoleTeacher)
	case guest:
		visitor.UserNumber = 0
	}
	switch a.does {
	case enters:
		t.displaced(a)
		t.baijiayun.Enter(room, visitor)
	case leaves, drops, isKicked:
		if !t.displaced(a) {
			t.baijiayun.Leave(room, visitor.UserNumber, visitor.UserName)
		}
	case startsIt:
		class(baijiayuntest.ClassOpStart)
	case endsIt:
		class(baijiayuntest.ClassOpEnd)
	}
}

// deliver sends what waits: ClassIn's callbacks, and once a minute who came and went at Baijiayun.
func (t *theatre) deliver() {
	t.classin.DeliverDue()
	if t.now().Sub(t.toldAt) < time.Minute {
		return
	}
	t.toldAt = t.now()
	for i := range t.lessons {
		if l := &t.lessons[i]; l.Vendor == "baijiayun" && l.Room != "" {
			if events := t.baijiayun.VisitEvents(number(l.Room)); len(events.Events) > 0 {
				t.baijiayun.SendCallback(t.callbacks+"/callbacks/baijiayun", events)
			}
		}
	}
}

// atClassIn queues the callbacks that the vendor would send.
func (t *theatre) atClassIn(a act) {
	class := number(a.lesson.Room)
	entrant := classintest.Entrant{UID: number(a.who.ID), Nickname: a.who.Name, Role: int(classin.RoleStudent), ClientID: a.device, Device: a.device}
	switch a.who {
	case a.lesson.Teacher:
		entrant.Role = int(classin.RoleTeacher)
	case guest:
		entrant.Role = int(classin.RoleAuditor)
	}
	switch a.does {
	case enters:
		t.classin.Enter(class, entrant)
	case leaves:
		t.classin.Leave(class, entrant.UID, a.device, classintest.LeaveReasonLeft)
	case drops:
		t.classin.Leave(class, entrant.UID, a.device, classintest.LeaveReasonConnectionLost)
	case isKicked:
		t.classin.Kick(class, number(a.lesson.Teacher.ID), entrant.UID, 5*time.Minute)
	case startsIt: // nobody tells of it
	case endsIt:
		t.classin.EndClass(class)
	}
}

// atAgora lets members come and go; the class is started, ended, and the guest sent out by calls.
func (t *theatre) atAgora(ctx context.Context, client *agora.Client, a act) error {
	room := a.lesson.Room
	member := agoratest.Member{UserUUID: a.who.ID, UserName: a.who.Name, Role: int(agora.RoleStudent)}
	switch a.who {
	case a.lesson.Teacher:
		member.Role = int(agora.RoleTeacher)
	case guest:
		member.Role = int(agora.RoleObserver)
	}
	switch a.does {
	case enters:
		t.displaced(a)
		return t.agora.AddMembers(room, member)
	case leaves, drops:
		if t.displaced(a) {
			return nil
		}
		return t.agora.RemoveMembers(room, member.UserUUID)
	case isKicked:
		return client.Members.Kick(ctx, &agora.KickRequest{RoomUUID: room, UserUUID: member.UserUUID})
	case startsIt:
		return client.Rooms.Start(ctx, room)
	case endsIt:
		return client.Rooms.End(ctx, room)
	}
	return nil
}

// atWeClassroom lets people of the classroom come and go. It has no guests.
func (t *theatre) atWeClassroom(a act) {
	lesson, user := number(a.lesson.Room), number(a.who.ID)
	switch {
	case a.who == guest:
	case a.does == enters:
		t.weclassroom.EnterLesson(lesson, user)
	case a.does == leaves, a.does == drops:
		t.weclassroom.LeaveLesson(lesson, user)
	case a.does == startsIt:
		t.weclassroom.StartLesson(lesson)
	case a.does == endsIt:
		t.weclassroom.EndLesson(lesson)
	}
}
