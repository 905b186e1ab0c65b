using System.Globalization;

namespace Weir.Tests.Sessions;

/// <summary>A Delta table whose log a test writes line by line.</summary>
internal sealed class HandmadeTable(Lake lake, string name)
{
    public const string Schema =
        """{\"type\":\"struct\",\"fields\":[{\"name\":\"id\",\"type\":\"long\",\"nullable\":true,\"metadata\":{}},{\"name\":\"p\",\"type\":\"string\",\"nullable\":true,\"metadata\":{}}]}""";

    public string Root => lake.At(name);

    /// <summary>Writes a commit.</summary>
    /// <param name="version">Its version.</param>
    /// <param name="modifiedAt">The time of its file, in ISO 8601.</param>
    /// <param name="lines">Its actions.</param>
    public HandmadeTable Commit(long version, string modifiedAt, params string[] lines)
    {
        string file = lake.Write($"{name}/_delta_log/{version:D20}.json", string.Join('\n', lines) + "\n");
        File.SetLastWriteTimeUtc(file, DateTime.Parse(modifiedAt, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal));
        return this;
    }

    /// <summary>A data file.</summary>
    public HandmadeTable Data(string file, string select)
    {
        lake.WriteParquet($"{name}/{file}", select);
        return this;
    }

    public static string Protocol(int reader = 1, int writer = 2, string more = "") =>
        $$$"""{"protocol":{"minReaderVersion":{{{reader}}},"minWriterVersion":{{{writer}}}{{{more}}} } }""";

    public static string Metadata(string configuration = "", string partitions = "", string schema = Schema) =>
        $$$"""{"metaData":{"id":"1","format":{"provider":"parquet","options":{} },"schemaString":"{{{schema}}}","partitionColumns":[{{{partitions}}}],"configuration":{ {{{configuration}}} } } }""";

    public static string Add(string file, string more = "", string partitions = "") =>
        $$$"""{"add":{"path":"{{{file}}}","partitionValues":{ {{{partitions}}} },"size":1,"modificationTime":1,"dataChange":true{{{more}}} } }""";

    public static string Remove(string file, string more = "", string partitions = "") =>
        $$$"""{"remove":{"path":"{{{file}}}","deletionTimestamp":1,"dataChange":true,"extendedFileMetadata":true,"partitionValues":{ {{{partitions}}} },"size":1{{{more}}} } }""";

    public static string Change(string file, string partitions = "") =>
        $$$"""{"cdc":{"path":"{{{file}}}","partitionValues":{ {{{partitions}}} },"size":1,"dataChange":false} }""";

    public static string Info(long milliseconds) =>
        $$$"""{"commitInfo":{"inCommitTimestamp":{{{milliseconds}}},"timestamp":{{{milliseconds}}},"operation":"WRITE"} }""";
}
