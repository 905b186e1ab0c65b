using System.Text.Json;
using Weir.Build.Plan;

namespace Weir.Build.Run;

/// <summary>What the columns of a build's outputs depend on, down to the columns of its inputs.</summary>
internal static class BuildLineage
{
    /// <summary>Follows each output through the views of the plan; nothing runs.</summary>
    /// <param name="session">Has the inputs of the plan.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>A JSON text.</returns>
    public static string Of(Session session, BuildPlan plan, CancellationToken cancellationToken) => QueryLineage.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("outputs");
        foreach (PlannedOutput output in plan.Outputs)
            Write(writer, output, session.Lineage(new Query(output.Sql), cancellationToken));
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter writer, PlannedOutput output, QueryLineage lineage)
    {
        writer.WriteStartObject();
        writer.WriteString("table_name", output.TableName);
        writer.WriteString("delta_location", output.Location);
        writer.WritePropertyName("lineage");
        lineage.Write(writer);
        writer.WriteEndObject();
    }
}
