namespace Jose;

/// <summary>The outcome of reading a token.</summary>
public abstract record JwtReading
{
    private JwtReading() { }

    /// <summary>The token is what was expected.</summary>
    public sealed record Valid(Jwt Token) : JwtReading;

    /// <summary>The token is refused. <paramref name="Detail"/> is for a log: it names members and expectations, never the
    /// token or its signature.</summary>
    public sealed record Invalid(JwtFault Fault, string Detail) : JwtReading;
}

/// <summary>The first thing that was wrong with a token, in the order in which it is looked at.</summary>
public enum JwtFault
{
    /// <summary>Not a JWS of three parts with a JSON object in the first two, or a registered claim of the wrong kind.</summary>
    Malformed,

    /// <summary><c>typ</c> is not the expected one.</summary>
    WrongType,

    /// <summary><c>alg</c> is not accepted here; "none" never is.</summary>
    UnsupportedAlgorithm,

    /// <summary>The key set has no key with this <c>kid</c> for this <c>alg</c>.</summary>
    UnknownKey,

    /// <summary>The signature is not that key's.</summary>
    BadSignature,

    /// <summary><c>iss</c> is not the expected one.</summary>
    WrongIssuer,

    /// <summary><c>aud</c> names none of the expected ones.</summary>
    WrongAudience,

    /// <summary><c>exp</c> has passed.</summary>
    Expired,

    /// <summary><c>nbf</c> has not come.</summary>
    NotYetValid,
}
