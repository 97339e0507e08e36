namespace ServiceDefaults.Problems;

/// <summary>A feature of the request that a host's error page reads when a request ended in a refusal or a fault.</summary>
/// <param name="Problem">What to tell; the support code is <see cref="SupportCode.Of"/>.</param>
/// <param name="Path">The path that was asked for.</param>
public sealed record RequestFault(ApiProblem Problem, string Path);
