module github.com/go-classcloud/classcloud

go 1.26
