package baijiayun_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// A video is one call. When the connection breaks, Upload goes on where the vendor stands.
func ExampleVideosService_Upload() {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	client := srv.Client()
	srv.InjectUpload(baijiayuntest.UploadFault{Skip: 1, After: 3}) // the connection breaks in the second part

	video, err := client.Videos.Upload(context.Background(), &baijiayun.UploadVideoRequest{
		File:        &classcloud.File{Name: "第一课.mp4", Content: strings.NewReader("the video's bytes")}, // an *os.File, usually
		Definitions: []baijiayun.VideoDefinition{baijiayun.VideoDefinitionStandard, baijiayun.VideoDefinition720P},
		PartSize:    8,
		Progress:    func(done, total int64) { fmt.Println(done, "of", total) },
	})
	if err != nil {
		// video, if it is not nil, has the id: keep it, and go on with UploadVideoRequest.VideoID.
		fmt.Println(err)
		return
	}
	fmt.Println("uploaded:", video.VideoID)
	// Output:
	// 0 of 17
	// 8 of 17
	// 11 of 17
	// 17 of 17
	// uploaded: 153582
}
