package weclassroomtest_test

import (
	"slices"
	"testing"

	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestRecordingsOfAUser(t *testing.T) {
	f := school(t)
	good := pairs{"lesson_id", held, "user_id", zhang}
	const end = `"status":1,"msg":"sucess","script_flag":1,"scribblelog":[]}`
	f.wantPlain(f.call("/lesson/service/record", good), "{"+end)

	for _, recording := range []weclassroomtest.Recording{
		{UserID: zhang, Key: "20180317", URL: "https://replay.example.com/3.mp4"},
		{UserID: zhang, URL: "https://replay.example.com/1.mp4"},
		{UserID: zhang, URL: "https://replay.example.com/2.mp4"},
		{UserID: li, URL: "https://replay.example.com/li.mp4"},
		{URL: "https://replay.example.com/whole.mp4"},
	} {
		recording.LessonID = held
		f.AddRecording(recording)
	}
	f.wantPlain(f.call("/lesson/service/record", pairs{"lesson_id", "10001", "user_id", "121494"}),
		`{"20180316":["https://replay.example.com/1.mp4","https://replay.example.com/2.mp4"],"20180317":["https://replay.example.com/3.mp4"],`+end)
	refuses(t, "/lesson/service/record", slices.Concat(badID(good, "lesson_id"), badID(good, "user_id")))
}

func TestRecordingOfALesson(t *testing.T) {
	f := school(t)
	good := pairs{"lessonId", "10001"}
	f.wantPlain(f.call("/lesson/replay/url", good), ok("获取信息成功")+`,"data":{"lesson_id":"10001","name":"第一课","mp4url":""}}`)
	f.AddRecording(weclassroomtest.Recording{LessonID: held, URL: "http://play-back.example.com/1.mp4"})
	f.AddRecording(weclassroomtest.Recording{LessonID: held, URL: "http://play-back.example.com/2.mp4"})
	f.wantPlain(f.call("/lesson/replay/url", good.with("lessonId", held)),
		ok("获取信息成功")+`,"data":{"lesson_id":10001,"name":"第一课","mp4url":"http://play-back.example.com/2.mp4"}}`)
	refuses(t, "/lesson/replay/url", badID(good, "lessonId"))
}
