// Renders a chart as `helm template` does, with the libraries that Helm itself is made of (text/template, sprig, sigs.k8s.io/yaml), for
// machines that have Go but no Helm. Only what this project's chart uses is here: no subcharts, no hooks, no lookup.
//
//	render-chart RELEASE CHART --namespace NAMESPACE --values FILE [--show-only TEMPLATE]
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig"
	"sigs.k8s.io/yaml"
)

type object = map[string]interface{}

// Helm offers a chart's other files by these methods.
type files map[string]string

func (f files) Get(name string) string { return f[name] }

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "Error:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 2 {
		return errors.New("write render-chart RELEASE CHART --namespace NAMESPACE --values FILE")
	}
	flags := flag.NewFlagSet("render-chart", flag.ContinueOnError)
	namespace := flags.String("namespace", "default", "")
	valuesFile := flags.String("values", "", "")
	only := flags.String("show-only", "", "")
	if err := flags.Parse(args[2:]); err != nil {
		return err
	}
	release, directory := args[0], args[1]

	chart, err := readYaml(filepath.Join(directory, "Chart.yaml"))
	if err != nil {
		return err
	}
	values, err := readYaml(filepath.Join(directory, "values.yaml"))
	if err != nil {
		return err
	}
	if *valuesFile != "" {
		given, err := readYaml(*valuesFile)
		if err != nil {
			return err
		}
		merge(values, given)
	}
	others, err := readAll(directory, "files")
	if err != nil {
		return err
	}
	sources, err := readAll(directory, "templates")
	if err != nil {
		return err
	}
	data := object{
		"Values": values,
		"Chart":  object{"Name": chart["name"], "Version": chart["version"], "AppVersion": chart["appVersion"]},
		"Release": object{
			"Name": release, "Namespace": *namespace, "Service": "Helm", "Revision": 1, "IsInstall": true, "IsUpgrade": false,
		},
		"Files": others,
	}
	return render(sources, data, *only)
}

func render(sources files, data object, only string) error {
	set := template.New("chart").Option("missingkey=zero")
	set.Funcs(functions(set))
	names := make([]string, 0, len(sources))
	for name, text := range sources {
		names = append(names, name)
		if _, err := set.New(name).Parse(text); err != nil {
			return err
		}
	}
	sort.Strings(names)
	for _, name := range names {
		if strings.HasPrefix(filepath.Base(name), "_") {
			continue
		}
		data["Template"] = object{"Name": name, "BasePath": "templates"}
		var out bytes.Buffer
		if err := set.ExecuteTemplate(&out, name, data); err != nil {
			return err
		}
		// Helm does the same: a value that is not there leaves nothing behind.
		text := strings.ReplaceAll(out.String(), "<no value>", "")
		isManifest := strings.HasSuffix(name, ".yaml")
		if name == only || (only == "" && isManifest && strings.TrimSpace(text) != "") {
			fmt.Printf("---\n# Source: %s\n%s\n", name, text)
		}
	}
	return nil
}

func functions(set *template.Template) template.FuncMap {
	funcs := sprig.TxtFuncMap()
	// Helm takes these away: a chart must not see the machine that renders it.
	delete(funcs, "env")
	delete(funcs, "expandenv")
	funcs["include"] = func(name string, data interface{}) (string, error) {
		var out bytes.Buffer
		err := set.ExecuteTemplate(&out, name, data)
		return out.String(), err
	}
	funcs["required"] = func(message string, value interface{}) (interface{}, error) {
		if value == nil || value == "" {
			return nil, errors.New(message)
		}
		return value, nil
	}
	funcs["toYaml"] = func(value interface{}) (string, error) {
		text, err := yaml.Marshal(value)
		return strings.TrimSuffix(string(text), "\n"), err
	}
	funcs["fromYamlArray"] = func(text string) ([]interface{}, error) {
		var list []interface{}
		err := yaml.Unmarshal([]byte(text), &list)
		return list, err
	}
	return funcs
}

func readYaml(path string) (object, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	result := object{}
	if err := yaml.UnmarshalStrict(text, &result); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return result, nil
}

func readAll(directory, folder string) (files, error) {
	found := files{}
	root := filepath.Join(directory, folder)
	err := filepath.Walk(root, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(directory, path)
		found[filepath.ToSlash(name)] = string(text)
		return err
	})
	return found, err
}

// Maps are merged, everything else is replaced, and null takes a default away.
func merge(into, from object) {
	for key, value := range from {
		inner, isObject := value.(object)
		existing, wasObject := into[key].(object)
		switch {
		case value == nil:
			delete(into, key)
		case isObject && wasObject:
			merge(existing, inner)
		default:
			into[key] = value
		}
	}
}
