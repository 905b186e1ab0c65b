using Weir.Arrow;

namespace LakeService;

/// <summary>How rows become bytes.</summary>
internal abstract class AnswerFormat
{
    private const string ArrowType = "application/vnd.apache.arrow.stream";

    private static readonly AnswerFormat Arrow = new ArrowFormat(), JsonLines = new JsonLinesFormat();

    public abstract string ContentType { get; }

    /// <summary>The format that a client accepts: Arrow when it asks for it, otherwise JSON lines.</summary>
    public static AnswerFormat For(string accept) => accept.Contains(ArrowType, StringComparison.OrdinalIgnoreCase) ? Arrow : JsonLines;

    /// <summary>The statement that gives what this format writes.</summary>
    public abstract string Wrap(string sql);

    public abstract AnswerWriter Start(Stream body, Schema schema);

    private sealed class ArrowFormat : AnswerFormat
    {
        public override string ContentType => ArrowType;

        public override string Wrap(string sql) => sql;

        public override AnswerWriter Start(Stream body, Schema schema) => new ArrowAnswer(body, schema);
    }

    // The engine writes a row as JSON faster than code here could, and knows all types.
    private sealed class JsonLinesFormat : AnswerFormat
    {
        public override string ContentType => "application/x-ndjson";

        public override string Wrap(string sql) => $"SELECT to_json(answer)::VARCHAR FROM ({sql.TrimEnd().TrimEnd(';')}\n) AS answer";

        public override AnswerWriter Start(Stream body, Schema schema) => new JsonLinesAnswer(body);
    }
}
