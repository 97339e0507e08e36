using System.Diagnostics.CodeAnalysis;

namespace OidcEngine.Errors;

/// <summary>A value, or the OAuth error that stands in its place.</summary>
/// <typeparam name="T">What a success carries.</typeparam>
public readonly struct Result<T> where T : notnull
{
    private readonly T? _value;
    private readonly OAuthError? _error;

    private Result(T? value, OAuthError? error) => (_value, _error) = (value, error);

    /// <summary>True with the value, or false with the error: exactly one of the two is set.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out OAuthError? error)
    {
        (value, error) = (_value, _error);
        return error is null;
    }

    /// <summary>A success.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>A refusal.</summary>
    public static implicit operator Result<T>(OAuthError error) => new(default, error);
}
