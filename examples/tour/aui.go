package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
)

// auiSteps make a class by hand where the answer is lost: MaybeApplied says so, and Find looks.
func auiSteps(v *visit) []step {
	c, l := v.Client.(*aui.Client), v.lesson
	srv, _ := v.Server.(*auitest.Server)
	const token, attempt, made, teacher, student = "the token", "the attempt", "the class", "teacher-1", "student-1"
	extends := fmt.Sprintf(`{"lesson":%q}`, l.key)
	var class *aui.Class
	return []step{
		{"log in", nil, token, func(ctx context.Context) (string, error) {
			session, err := c.Auth.Login(ctx)
			if err != nil {
				return "", err
			}
			return "token valid until " + day(session.ExpireTime), nil
		}},
		{v.losing("make " + l.title), []string{token}, attempt, func(ctx context.Context) (_ string, err error) {
			if srv != nil {
				srv.Inject("Classes.Create", auitest.Fault{Apply: true, Reset: true})
			}
			_, err = c.Classes.Create(ctx, &aui.CreateClassRequest{Title: l.title, TeacherID: teacher, TeacherName: teacherName, Extends: extends})
			switch {
			case srv != nil && err == nil:
				return "", errors.New("no answer was lost")
			case classcloud.MaybeApplied(err):
				return "MaybeApplied: look before repeating", nil
			}
			return "made", err
		}},
		{"look for it", []string{attempt}, made, func(ctx context.Context) (string, error) {
			found, err := c.Classes.Find(ctx, &aui.FindClassRequest{Title: l.title, TeacherID: teacher, Extends: extends, SinceTime: l.start.Add(-2 * time.Hour)})
			if err != nil {
				return "", err
			}
			if len(found) != 1 {
				return "", fmt.Errorf("want one class, found %d", len(found))
			}
			class = &found[0]
			return "found: one class, not made again", nil
		}},
		{"start it", []string{made}, "", func(ctx context.Context) (string, error) {
			started, err := c.Classes.Start(ctx, &aui.ClassActionRequest{ClassID: class.ClassID, UserID: teacher})
			if err != nil {
				return "", err
			}
			return started.Status.String(), nil
		}},
		{"let " + studentName + " in", []string{made}, "", func(ctx context.Context) (string, error) {
			if err := c.Members.Join(ctx, &aui.JoinClassRequest{ClassID: class.ClassID, UserID: student, UserName: studentName}); err != nil {
				return "", err
			}
			return membersOf(ctx, c, class.ClassID)
		}},
		{"stop it", []string{made}, "", func(ctx context.Context) (string, error) {
			if _, err := c.Classes.Stop(ctx, &aui.ClassActionRequest{ClassID: class.ClassID, UserID: teacher}); err != nil {
				return "", err
			}
			got, err := c.Classes.Get(ctx, &aui.GetClassRequest{ClassID: class.ClassID, UserID: teacher})
			if err != nil {
				return "", err
			}
			return got.Status.String() + ", " + day(got.EndTime), nil
		}},
	}
}

// membersOf names who is in a class.
func membersOf(ctx context.Context, c *aui.Client, classID string) (string, error) {
	text := "there:"
	for member, err := range c.Members.All(ctx, &aui.ListMembersRequest{ClassID: classID}) {
		if err != nil {
			return "", err
		}
		text += " " + member.UserName
	}
	return text, nil
}
