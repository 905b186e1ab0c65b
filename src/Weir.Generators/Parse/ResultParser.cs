using Microsoft.CodeAnalysis;
using Weir.Generators.Model;

namespace Weir.Generators.Parse;

/// <summary>Finds out how a result comes out of a method, and of which type it is.</summary>
internal static class ResultParser
{
    /// <summary>Parses the result of a method whose parameters are parsed.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameters">One model a parameter.</param>
    /// <param name="typeMethod">Name of the method that says the type; null when none is named.</param>
    /// <param name="findings">Takes what is wrong.</param>
    /// <returns>Null when something is.</returns>
    public static ResultModel? Parse(IMethodSymbol method, ParameterModel[] parameters, string? typeMethod, FindingList findings)
    {
        ParameterModel[] outputs = [.. parameters.Where(parameter => parameter.Role is ParameterRole.Output or ParameterRole.ResultColumn)];
        bool isColumnar = parameters.Any(parameter => parameter.Role is ParameterRole.Column or ParameterRole.FurtherColumns or ParameterRole.ResultColumn or ParameterRole.Rows);
        if (isColumnar && parameters.Any(parameter => parameter.Role is ParameterRole.Value or ParameterRole.Further or ParameterRole.Output))
            findings.Add(DiagnosticTable.ColumnsMixedWithValues, method, method.Name);
        else if (isColumnar)
            return Columnar(method, outputs, typeMethod, findings);
        else
            return ByRow(method, outputs, findings);
        return null;
    }

    private static ResultModel? ByRow(IMethodSymbol method, ParameterModel[] outputs, FindingList findings)
    {
        bool isTruth = method.ReturnType.SpecialType == SpecialType.System_Boolean;
        if (outputs is [{ Type: TypeModel written }] && (method.ReturnsVoid || isTruth))
            return new ResultModel(isTruth ? ResultForm.WrittenOrNull : ResultForm.Written, written);
        if (outputs.Length > 0 || method.ReturnsVoid)
        {
            findings.Add(DiagnosticTable.NoResult, method, method.Name);
            return null;
        }
        if (TypeTable.Find(method.ReturnType, method.GetReturnTypeAttributes(), out bool isNullable) is TypeModel type)
            return new ResultModel(isNullable || type.IsReference ? ResultForm.NullableValue : ResultForm.Value, type);
        if (TypeTable.IsDecimal(method.ReturnType))
            findings.Add(DiagnosticTable.DecimalWithoutDigits, method, method.Name);
        else
            findings.Add(DiagnosticTable.ResultTypeUnknown, method, method.Name, method.ReturnType.ToDisplayString());
        return null;
    }

    private static ResultModel? Columnar(IMethodSymbol method, ParameterModel[] outputs, string? typeMethod, FindingList findings)
    {
        if (outputs is not [ParameterModel output] || !method.ReturnsVoid)
        {
            findings.Add(DiagnosticTable.NoResult, method, method.Name);
            return null;
        }
        if (output.Type is TypeModel type)
            return new ResultModel(ResultForm.Column, type);
        IMethodSymbol? says = method.ContainingType.GetMembers(typeMethod ?? "").OfType<IMethodSymbol>().FirstOrDefault(IsTypeMethod);
        if (says is not null)
            return new ResultModel(ResultForm.Column, null, says.FullName());
        findings.Add(DiagnosticTable.ResultTypeMethodInvalid, method, typeMethod ?? "ResultType");
        return null;
    }

    private static bool IsTypeMethod(IMethodSymbol method) =>
        method is { IsStatic: true, Parameters: [{ Type: var arguments }] } && method.IsReachable()
        && method.ReturnType.Is("Weir.Arrow.ArrowType")
        && arguments.ToDisplayString() == "System.Collections.Generic.IReadOnlyList<Weir.Arrow.ArrowType>";
}
