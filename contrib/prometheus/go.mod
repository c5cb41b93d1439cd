module github.com/go-classcloud/classcloud/contrib/prometheus

go 1.26.0

replace github.com/go-classcloud/classcloud => ../..

require github.com/go-classcloud/classcloud v0.0.0
