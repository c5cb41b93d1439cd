package main

import (
	"context"
	"errors"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
	"github.com/go-classcloud/classcloud/classroom"
)

// agoraSteps make a room whose id is the caller's own: asked again after a lost answer, the vendor says that it is there.
func agoraSteps(v *visit) []step {
	c, l := v.Client.(*agora.Client), v.lesson
	srv, _ := v.Server.(*agoratest.Server)
	const room = "the room"
	status := func(ctx context.Context, err error) (string, error) {
		if err != nil {
			return "", err
		}
		got, err := c.Rooms.Get(ctx, l.key)
		if err != nil {
			return "", err
		}
		return got.Status.String(), nil
	}
	return []step{
		{v.losing("make " + l.title), nil, room, func(ctx context.Context) (string, error) {
			if srv != nil {
				srv.Inject("Rooms.Create", agoratest.Fault{Apply: true, Reset: true})
			}
			made, err := c.Rooms.Ensure(ctx, &agora.CreateRoomRequest{RoomUUID: l.key, RoomName: l.title, RoomType: new(agora.RoomTypeSmall)})
			if err != nil || srv == nil {
				return "made, under an id of ours", err
			}
			return onlyOne(len(srv.Rooms()), len(srv.Faults()), "asked again: one room, not two", made.Room != nil)
		}},
		{"make it once more", []string{room}, "", func(ctx context.Context) (string, error) {
			made, err := c.Rooms.Ensure(ctx, &agora.CreateRoomRequest{RoomUUID: l.key, RoomName: l.title, RoomType: new(agora.RoomTypeSmall)})
			if err != nil {
				return "", err
			}
			return again(made.Existed)
		}},
		{"start the class", []string{room}, "", func(ctx context.Context) (string, error) { return status(ctx, c.Rooms.Start(ctx, l.key)) }},
		{"let " + studentName + " in", []string{room}, "", func(ctx context.Context) (string, error) {
			const lifetime = 2 * time.Hour
			expires := v.clock.Now().Add(lifetime)
			_, err := c.Tokens.RoomUser(ctx, l.key, "student-1", agora.RoleStudent, lifetime)
			return "token valid until " + day(expires), err
		}},
		{"count who was there", []string{room, testServer}, "", func(ctx context.Context) (string, error) {
			return v.attendanceAtAgora(ctx, c, srv)
		}},
		{"send a stranger out", []string{room}, "", func(ctx context.Context) (string, error) {
			return refused(c.Members.Kick(ctx, &agora.KickRequest{RoomUUID: l.key, UserUUID: "nobody"}), classcloud.NotFound)
		}},
		{"close the room", []string{room}, "", func(ctx context.Context) (string, error) { return status(ctx, c.Rooms.Close(ctx, l.key)) }},
	}
}

// attendanceAtAgora reads the room's events.
func (v *visit) attendanceAtAgora(ctx context.Context, c *agora.Client, srv *agoratest.Server) (string, error) {
	student := agoratest.Member{UserUUID: "student-1", UserName: studentName, Role: int(agora.RoleStudent)}
	var failed error
	err := v.play(ctx, func() { failed = srv.AddMembers(v.lesson.key, student) }, func() {
		failed = errors.Join(failed, srv.RemoveMembers(v.lesson.key, student.UserUUID))
	})
	if err = errors.Join(err, failed); err != nil {
		return "", err
	}
	var events []classroom.Event
	for event, err := range c.Events.All(ctx, &agora.ListEventsRequest{RoomUUID: v.lesson.key}) {
		if err != nil {
			return "", err
		}
		events = append(events, event.ClassroomEvents()...)
	}
	return v.attendance(student.UserUUID, events)
}
