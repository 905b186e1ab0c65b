using System.Diagnostics.CodeAnalysis;

namespace Weir.Ado;

/// <summary>The exception that ADO.NET has for a column or parameter that is not there.</summary>
internal static class NoSuchPlace
{
    [SuppressMessage("Usage", "CA2201:Do not raise reserved exception types", Justification = "Callers of ADO.NET providers expect this very type.")]
    public static IndexOutOfRangeException Of(string message) => new(message);
}
