/* What a check found as SARIF 2.1.0 (OASIS standard, 27 March 2020): sections 3.13 to 3.30 say what the keys mean. */
#include "json/json_check.h"
#include "json/writer.h"

static const char schema[] = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
static const char base[] = "SRCROOT";

/* A severity as SARIF calls it: ours but for "off". */
static struct slice level_of(enum severity severity)
{
    return slice_of(severity == SEVERITY_OFF ? "none" : severity_name(severity));
}

/* Percent-encodes what a URI reference cannot hold (RFC 3986); a first part with a colon would be a scheme. */
static void append_uri(struct bytes *out, struct slice path)
{
    static const char kept[] = "-._~/!$&'()*+,;=@";
    for (size_t i = 0; i < path.size; i++) {
        unsigned char byte = (unsigned char)path.data[i];
        bool plain = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                     (byte != '\0' && strchr(kept, byte) != NULL);
        bytes_append_format(out, plain ? "%c" : "%%%02X", byte);
    }
}

static void write_message(struct json_writer *writer, const char *key, struct slice text)
{
    writer_begin_object(writer, key);
    writer_text(writer, "text", text);
    writer_end_object(writer);
}

static void write_rules(struct json_writer *writer, const struct check_settings *settings)
{
    writer_begin_array(writer, "rules");
    for (size_t i = 0; check_rules[i].id != NULL; i++) {
        enum severity severity = settings->given[i] ? settings->severity[i] : check_rules[i].severity;
        writer_line(writer);
        writer_begin_object(writer, NULL);
        writer_text(writer, "id", slice_of(check_rules[i].id));
        write_message(writer, "shortDescription", slice_of(check_rules[i].summary));
        writer_begin_object(writer, "defaultConfiguration");
        writer_truth(writer, "enabled", severity != SEVERITY_OFF);
        writer_text(writer, "level", level_of(severity));
        writer_end_object(writer);
        writer_end_object(writer);
    }
    writer_end_array(writer);
}

/* Columns count characters from 1; the end is behind the last one, in the same line. */
static void write_region(struct json_writer *writer, const struct finding *finding)
{
    writer_begin_object(writer, "region");
    writer_count(writer, "startLine", finding->line);
    writer_count(writer, "startColumn", finding->column);
    if (finding->end_column > finding->column) {
        writer_count(writer, "endLine", finding->line);
        writer_count(writer, "endColumn", finding->end_column);
    }
    writer_end_object(writer);
}

static void write_result(struct json_writer *writer, const struct finding *finding, struct slice prefix,
                         struct bytes *uri)
{
    bytes_clear(uri);
    append_uri(uri, prefix);
    append_uri(uri, finding->path);
    writer->out->failed = writer->out->failed || uri->failed;
    writer_line(writer);
    writer_begin_object(writer, NULL);
    writer_text(writer, "ruleId", slice_of(finding->rule->id));
    writer_count(writer, "ruleIndex", (size_t)(finding->rule - check_rules));
    writer_text(writer, "level", level_of(finding->severity));
    write_message(writer, "message", finding->message);
    writer_begin_array(writer, "locations");
    writer_begin_object(writer, NULL);
    writer_begin_object(writer, "physicalLocation");
    writer_begin_object(writer, "artifactLocation");
    writer_text(writer, "uri", bytes_slice(uri));
    writer_text(writer, "uriBaseId", slice_of(base));
    writer_end_object(writer);
    write_region(writer, finding);
    writer_end_object(writer);
    writer_end_object(writer);
    writer_end_array(writer);
    writer_end_object(writer);
}

static void write_driver(struct json_writer *writer, const struct check_settings *settings, const char *version)
{
    writer_begin_object(writer, "tool");
    writer_begin_object(writer, "driver");
    writer_text(writer, "name", slice_of("workboard"));
    writer_text(writer, "version", slice_of(version));
    write_rules(writer, settings);
    writer_end_object(writer);
    writer_end_object(writer);
}

static void write_base(struct json_writer *writer, struct slice root, struct bytes *uri)
{
    bytes_clear(uri);
    bytes_append_text(uri, "file://");
    append_uri(uri, root);
    writer->out->failed = writer->out->failed || uri->failed;
    writer_begin_object(writer, "originalUriBaseIds");
    writer_begin_object(writer, base);
    writer_text(writer, "uri", bytes_slice(uri));
    writer_end_object(writer);
    writer_end_object(writer);
}

bool json_check_sarif(struct bytes *out, const struct findings *findings, const struct check_settings *settings,
                      struct slice root, struct slice prefix, const char *version, struct error *error)
{
    struct json_writer writer;
    struct bytes uri;
    writer_init(&writer, out);
    bytes_init(&uri);
    writer_begin_object(&writer, NULL);
    writer_text(&writer, "$schema", slice_of(schema));
    writer_text(&writer, "version", slice_of("2.1.0"));
    writer_begin_array(&writer, "runs");
    writer_begin_object(&writer, NULL);
    write_driver(&writer, settings, version);
    write_base(&writer, root, &uri);
    writer_text(&writer, "columnKind", slice_of("unicodeCodePoints"));
    writer_begin_array(&writer, "results");
    for (size_t i = 0; i < findings->count; i++) {
        write_result(&writer, &findings->items[i], prefix, &uri);
    }
    writer_end_array(&writer);
    writer_end_object(&writer);
    writer_end_array(&writer);
    writer_end_object(&writer);
    bytes_append_byte(out, '\n');
    bytes_release(&uri);
    return !out->failed || error_no_memory(error);
}
