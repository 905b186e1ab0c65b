using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Weir;
using Weir.Arrow;

namespace LakeService;

/// <summary>A query and how its answer is wanted.</summary>
/// <param name="Sql">One read-only statement.</param>
/// <param name="MaxRows">Rows after which the answer ends; null for all.</param>
/// <param name="Parameters">Values for <c>$name</c>: texts, numbers, truth values, null.</param>
internal sealed record QueryRequest(string Sql, long? MaxRows = null, Dictionary<string, JsonElement>? Parameters = null);

/// <summary>
/// Answers queries as a stream: a batch is read only when the one before has been taken by the connection, so that a slow client
/// slows its own query and fills no memory. When the client goes, the engine is interrupted.
/// </summary>
internal static class QueryEndpoint
{
    public static Task GetAsync(HttpContext context, SharedLake lake, LakeSettings settings, string sql, long? maxRows) =>
        AnswerAsync(context, lake, settings, new QueryRequest(sql, maxRows));

    public static Task PostAsync(HttpContext context, SharedLake lake, LakeSettings settings, QueryRequest request) =>
        AnswerAsync(context, lake, settings, request);

    private static async Task AnswerAsync(HttpContext context, SharedLake lake, LakeSettings settings, QueryRequest request)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(settings.QueryTimeout);
        try
        {
            await StreamAsync(context, lake, request, limit.Token);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort(); // nobody is left to be told
        }
        catch (Exception failure) when (failure is WeirException or OperationCanceledException or ArgumentException)
        {
            if (context.Response.HasStarted)
                context.Abort(); // an answer that ends early must not look whole
            else
                await ProblemOf(failure, settings).ExecuteAsync(context);
        }
    }

    private static async Task StreamAsync(HttpContext context, SharedLake lake, QueryRequest request, CancellationToken cancellation)
    {
        AnswerFormat format = AnswerFormat.For(context.Request.Headers.Accept.ToString());
        Query query = new(format.Wrap(request.Sql))
        {
            MaxRows = request.MaxRows,
            BatchRows = 8192,
            NamedParameters = (request.Parameters ?? []).ToDictionary(pair => pair.Key, pair => ValueOf(pair.Key, pair.Value)),
        };
        await using QueryResult result = await StartAsync(lake, query, request, cancellation);
        context.Response.ContentType = format.ContentType;
        await using PipeStream body = new(context.Response.BodyWriter);
        using AnswerWriter writer = format.Start(body, result.Schema);
        await foreach (RecordBatch batch in result.Batches(cancellation))
        {
            using (batch)
                writer.Write(batch);
            await body.FlushAsync(cancellation); // waits while the client does not read
        }
        writer.Finish();
        await body.FlushAsync(cancellation);
    }

    private static object? ValueOf(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        JsonValueKind.Number => value.TryGetInt64(out long whole) ? whole : value.GetDouble(),
        _ => throw new ArgumentException($"The parameter '{name}' is an {value.ValueKind}; a text, a number, a truth value or null is expected."),
    };

    // The error of the statement as its author wrote it, not of what it is wrapped in.
    private static async Task<QueryResult> StartAsync(SharedLake lake, Query query, QueryRequest request, CancellationToken cancellation)
    {
        try
        {
            return await lake.Session.RunAsync(query, cancellation);
        }
        catch (WeirException) when (query.Sql != request.Sql)
        {
            await using QueryResult asWritten = await lake.Session.RunAsync(query with { Sql = request.Sql, MaxRows = 0 }, cancellation);
            throw;
        }
    }

    private static ProblemHttpResult ProblemOf(Exception failure, LakeSettings settings) => failure switch
    {
        WeirException { Code: ['W', 'E', 'I', 'R', '5', ..] } refused => Problem(StatusCodes.Status403Forbidden, refused.Code, refused.Message),
        WeirException { Code: ['W', 'E', 'I', 'R', '4' or '8', ..] } wrong => Problem(StatusCodes.Status400BadRequest, wrong.Code, wrong.Message),
        WeirException known => Problem(StatusCodes.Status500InternalServerError, known.Code, known.Message),
        OperationCanceledException => Problem(StatusCodes.Status504GatewayTimeout, "timeout", $"The query took longer than {settings.QueryTimeout.TotalSeconds} s."),
        _ => Problem(StatusCodes.Status400BadRequest, "request", failure.Message),
    };

    private static ProblemHttpResult Problem(int status, string code, string text) =>
        TypedResults.Problem(text, statusCode: status, title: code, extensions: new Dictionary<string, object?> { ["code"] = code });
}
